from fastapi import APIRouter
from pydantic import BaseModel

from .listing import create

router = APIRouter()


class Selection(BaseModel):
    files: list[str]


@router.post("/archives")
def make_archive(selection: Selection):
    create("/srv/archives/selection.tar.gz", selection.files)
    return {"archive": "/archives/selection.tar.gz"}
