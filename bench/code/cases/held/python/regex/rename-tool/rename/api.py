from fastapi import APIRouter
from pydantic import BaseModel

from .rules import Rule

router = APIRouter()


class Renaming(BaseModel):
    pattern: str
    replacement: str
    names: list[str]


@router.post("/rename/preview")
def preview(body: Renaming):
    rule = Rule(body.pattern, body.replacement)
    return {name: rule.apply(name) for name in body.names}
