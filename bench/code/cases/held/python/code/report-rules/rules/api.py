from fastapi import APIRouter
from pydantic import BaseModel

from .engine import Rule, apply

router = APIRouter()
RECORDS = [{'amount': 12, 'country': 'DE'}, {'amount': 220, 'country': 'FR'}]


class RuleIn(BaseModel):
    name: str
    condition: str


@router.post('/rules/try')
def try_rules(rules: list[RuleIn]):
    built = [Rule(rule.name, rule.condition) for rule in rules]
    return [{'rule': name, 'record': record} for name, record in apply(built, RECORDS)]
