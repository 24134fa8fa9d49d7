import httpx
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, HttpUrl

router = APIRouter()


class Webhook(BaseModel):
    url: HttpUrl
    event: str


@router.post("/webhooks/test")
async def test(webhook: Webhook):
    async with httpx.AsyncClient(timeout=5) as client:
        response = await client.post(str(webhook.url), json={"event": webhook.event})  # weak: CWE-918
    if response.is_error:
        raise HTTPException(502, response.text[:200])
    return {"status": response.status_code}
