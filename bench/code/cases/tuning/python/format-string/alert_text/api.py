from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from .alerts import Alert
from .config import config

router = APIRouter()


@router.get("/alerts/{level}", response_class=PlainTextResponse)
def alert(level: int, pattern: str = "level {level}"):
    return Alert(config, level).describe(pattern)
