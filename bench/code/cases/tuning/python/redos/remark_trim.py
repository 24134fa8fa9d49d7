import re

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Remark(BaseModel):
    text: str


@app.post("/remarks")
async def remark(body: Remark):
    if not re.fullmatch(r"(?:\w+[ ,])*\w+[.!?]", body.text):
        return {"accepted": False}
    return {"accepted": True}
