from fastapi import FastAPI, UploadFile

from .plan import Plan

app = FastAPI()


@app.post("/plans")
async def upload(file: UploadFile):
    plan = Plan(await file.read(500_000))
    return {"size": plan.size}
