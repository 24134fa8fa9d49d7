from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from .notices import Notice

router = APIRouter()


@router.get("/notices/{level}", response_class=PlainTextResponse)
def notice(level: int, since: str = "today", style: str = "short"):
    return Notice(level, since).describe(style)
