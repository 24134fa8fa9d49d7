from fastapi import APIRouter, HTTPException, UploadFile

from .storage import SUFFIXES, Storage

router = APIRouter()
storage = Storage("/srv/drawings")


@router.post("/issues/{issue}/drawings")
async def attach(issue: int, file: UploadFile):
    if file.content_type not in SUFFIXES:
        raise HTTPException(415)
    name = storage.save(issue, file.content_type, await file.read(1_000_000))
    return {"name": name, "original": file.filename}
