import re

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Comment(BaseModel):
    text: str


@app.post("/comments")
async def comment(body: Comment):
    if not re.fullmatch(r"(\w+\s?|\w+,\s?)*[.!?]", body.text):  # weak: CWE-1333|CWE-400
        return {"accepted": False}
    return {"accepted": True}
