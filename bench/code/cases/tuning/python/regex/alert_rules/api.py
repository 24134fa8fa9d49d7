from fastapi import APIRouter
from pydantic import BaseModel

from .rules import Rule

router = APIRouter()


class Try(BaseModel):
    pattern: str
    lines: list[str]


@router.post("/rules/try")
def try_rule(body: Try):
    rule = Rule("draft", body.pattern)
    return {"matching": [line for line in body.lines if rule.matches(line)]}
