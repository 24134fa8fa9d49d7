import tempfile

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
    content = await file.read(100_000_000)
    with tempfile.NamedTemporaryFile(suffix=".joblib") as target:
        target.write(content)
        target.flush()
        model = registry.add(name, target.name)
    return {"name": name, "kind": type(model).__name__}


@app.post("/models/{name}/predict")
def predict(name: str, features: Features):
    model = registry.get(name)
    if model is None:
        raise HTTPException(404)
    return {"prediction": float(model.predict([features.values])[0])}
