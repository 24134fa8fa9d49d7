from fastapi import APIRouter, HTTPException

from .tools import TOOLS

router = APIRouter()


@router.get("/media/{kind}")
def describe(kind: str, source: str):
    if kind not in TOOLS:
        raise HTTPException(404)
    code, text = TOOLS[kind].run(source)
    return {"code": code, "text": text}
