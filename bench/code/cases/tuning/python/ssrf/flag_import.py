import re

import httpx
from fastapi import FastAPI, Path

app = FastAPI()


@app.post("/flags/{country}")
async def import_flag(country: str = Path(pattern="^[a-z]{2}$"), title: str = ""):
    async with httpx.AsyncClient(timeout=5) as client:
        response = await client.get(f"https://flags.example.org/{country}.svg")
    return {"size": len(response.content), "title": re.sub(r"\W+", " ", title)}
