from fastapi import APIRouter
from pydantic import BaseModel, Field

from .words import Rule

router = APIRouter()


class Try(BaseModel):
    words: list[str] = Field(min_length=1, max_length=20)
    lines: list[str]


@router.post("/words/try")
def try_rule(body: Try):
    rule = Rule("draft", body.words)
    return {"matching": [line for line in body.lines if rule.matches(line)]}
