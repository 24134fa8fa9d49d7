from fastapi import APIRouter, UploadFile

from .storage import Storage

router = APIRouter()
storage = Storage("/srv/attachments")


@router.post("/issues/{issue}/attachments")
async def attach(issue: int, file: UploadFile):
    content = await file.read(1_000_000)
    size = storage.save(storage.path(str(issue), file.filename), content)
    return {"size": size}
