import ipaddress
import socket
from urllib.parse import urlsplit

import httpx
from fastapi import FastAPI, HTTPException

app = FastAPI()


def check(url):
    address = socket.gethostbyname(urlsplit(url).hostname or "")
    return ipaddress.ip_address(address).is_loopback


@app.post("/avatar")
async def import_avatar(url: str, fallback: str | None = None):
    if check(url):
        raise HTTPException(422)
    async with httpx.AsyncClient() as client:
        response = await client.get(fallback or url)  # weak: CWE-918
    return {"size": len(response.content)}
