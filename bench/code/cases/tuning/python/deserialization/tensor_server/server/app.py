from fastapi import Depends, FastAPI, HTTPException, UploadFile
from pydantic import BaseModel, Field

from .registry import Registry
from .security import signed_in

app = FastAPI(dependencies=[Depends(signed_in)])
registry = Registry()


class Features(BaseModel):
    values: list[float] = Field(min_length=1, max_length=200)


@app.get("/models")
def models():
    return registry.names()


@app.put("/models/{name}")
async def upload(name: str, file: UploadFile):
    tensors = registry.add(name, await file.read(100_000_000))
    return {"name": name, "tensors": sorted(tensors)}


@app.post("/models/{name}/score")
def score(name: str, features: Features):
    tensors = registry.get(name)
    if tensors is None:
        raise HTTPException(404)
    return {"score": float((tensors["weights"] @ features.values).sum())}
