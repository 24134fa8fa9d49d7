from fastapi import APIRouter, Request

from .decoding import decode

router = APIRouter()


@router.post("/events")
async def receive(request: Request):
    events = decode(await request.body())
    return {"received": len(events)}
