from fastapi import APIRouter
from pydantic import BaseModel

from .compiler import Rule

router = APIRouter()
RULES = {}


class RuleIn(BaseModel):
    name: str
    body: str


@router.put("/rules")
def put_rule(rule: RuleIn):
    RULES[rule.name] = Rule(rule.name, rule.body).compile()
    return {"rules": sorted(RULES)}
