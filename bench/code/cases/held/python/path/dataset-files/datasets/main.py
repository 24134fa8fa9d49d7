from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

from .locations import OutsideRoot, locate

app = FastAPI()


@app.get("/datasets/{name:path}")
def dataset(name: str):
    try:
        path = locate(name)
    except OutsideRoot:
        raise HTTPException(status_code=404)
    if not path.is_file():
        raise HTTPException(status_code=404)
    return FileResponse(path)
