from fastapi import Depends, FastAPI, UploadFile

from .auth import signed_in
from .loading import Registry

app = FastAPI(dependencies=[Depends(signed_in)])
registry = Registry()


@app.post("/models/{name}")
async def upload_model(name: str, model: UploadFile):
    registry.register(name, await model.read())
    return {"models": registry.names()}
