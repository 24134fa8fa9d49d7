from fastapi import APIRouter, Body, HTTPException

from .tools import TOOLS

router = APIRouter()


@router.post("/text/{kind}")
def describe(kind: str, text: str = Body(max_length=10_000)):
    if kind not in TOOLS:
        raise HTTPException(404)
    return {"output": TOOLS[kind].run(text)}
