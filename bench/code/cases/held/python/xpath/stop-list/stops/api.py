from fastapi import FastAPI, HTTPException

from .lookup import stop

app = FastAPI()


@app.get("/stops/{number}")
def show(number: int):
    name = stop(number)
    if name is None:
        raise HTTPException(status_code=404)
    return {"number": number, "name": name}
