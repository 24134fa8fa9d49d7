from fastapi import APIRouter, UploadFile

from .parsing import length

router = APIRouter()


@router.post("/tracks")
def upload(track: UploadFile):
    return {"points": length(track.file)}
