import aiofiles
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

app = FastAPI()


@app.get("/notes", response_class=PlainTextResponse)
async def note(name: str):
    async with aiofiles.open(f"/srv/notes/{name}", encoding="utf-8") as file:  # weak: CWE-22|CWE-73
        return await file.read()
