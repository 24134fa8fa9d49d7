from fastapi import APIRouter, Request

from .parsing import classify

router = APIRouter()


@router.post("/classify")
async def classify_lines(request: Request):
    body = (await request.body()).decode("utf-8", "replace")
    return [classify(line) for line in body.split("\n")]
