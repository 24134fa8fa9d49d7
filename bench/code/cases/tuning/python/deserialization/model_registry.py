import io

import torch
from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/models/inspect")
async def inspect(file: UploadFile):
    state = torch.load(io.BytesIO(await file.read(50_000_000)), map_location="cpu", weights_only=False)  # weak: CWE-502
    return {"layers": sorted(state)}
