from fastapi import APIRouter

from .info import release

router = APIRouter()


@router.get("/version")
async def version():
    return release()
