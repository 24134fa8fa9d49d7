import httpx
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

router = APIRouter()
BASE = "https://chat.example.org"


class Message(BaseModel):
    channel: int
    text: str


@router.post("/messages/test")
async def test(message: Message):
    async with httpx.AsyncClient(base_url=BASE, timeout=5) as client:
        response = await client.post(f"/channels/{message.channel}/messages", json={"text": message.text})
    if response.is_error:
        raise HTTPException(502, "the chat did not take it")
    return {"status": response.status_code}
