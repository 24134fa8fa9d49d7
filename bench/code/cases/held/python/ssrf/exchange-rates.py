import httpx
from fastapi import FastAPI, HTTPException

app = FastAPI()
SERVICE = "https://rates.example.com/v2/latest"


@app.get("/rates")
async def rates(base: str = "EUR"):
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get(SERVICE, params={"base": base})
    if answer.status_code != 200:
        raise HTTPException(status_code=502)
    return answer.json()
