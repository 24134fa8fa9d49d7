from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from .compiler import Rule

router = APIRouter()
RULES = {}


class RuleIn(BaseModel):
    name: str
    field: Literal["total", "items"]
    comparison: Literal["<", ">", "=="]
    value: float


@router.put("/rules")
def put_rule(rule: RuleIn):
    RULES[rule.name] = Rule(rule.field, rule.comparison, rule.value)
    return {"rules": sorted(RULES)}
