from fastapi import APIRouter
from pydantic import BaseModel

from .composing import Letter

router = APIRouter()


class Draft(BaseModel):
    subject: str
    source: str


@router.post("/letters/preview")
def preview(draft: Draft):
    letter = Letter(draft.subject, draft.source)
    return {"html": letter.render({"name": "Kim", "city": "Leeds"})}
