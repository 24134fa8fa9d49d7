from fastapi import APIRouter

from .info import environment

router = APIRouter()


@router.get("/diagnostics")
async def diagnostics():
    return environment()  # weak: CWE-200|CWE-497|CWE-526
