from fastapi import APIRouter

from .client import HookClient
from .schemas import HookTest

router = APIRouter(prefix="/hooks")


@router.post("/test")
async def test_hook(body: HookTest):
    client = HookClient()
    try:
        status = await client.deliver(body.target, {"event": body.event})
    finally:
        await client.aclose()
    return {"status": status}
