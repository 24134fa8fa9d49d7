from fastapi import FastAPI, HTTPException

from .operations import operation

app = FastAPI()


@app.get("/compute/{name}")
def compute(name: str, left: float, right: float):
    function = operation(name)
    if function is None:
        raise HTTPException(status_code=404)
    return {"result": function(left, right)}
