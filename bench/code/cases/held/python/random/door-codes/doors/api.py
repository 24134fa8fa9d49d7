import os

import redis
from fastapi import APIRouter, Depends

from .access import current_tenant
from .codes import new_code

router = APIRouter()
codes = redis.Redis.from_url(os.environ["REDIS_URL"])


@router.post("/doors/{door}/codes", status_code=201)
def create(door: int, tenant: str = Depends(current_tenant)):
    code = new_code()
    codes.setex(f"door:{door}:{code}", 900, tenant)
    return {"code": code, "seconds": 900}
