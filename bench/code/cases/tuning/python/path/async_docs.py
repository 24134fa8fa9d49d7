from pathlib import Path

import aiofiles
from fastapi import FastAPI, HTTPException
from fastapi.responses import PlainTextResponse

app = FastAPI()
FOLDER = Path("/srv/docs").resolve()


@app.get("/docs-text", response_class=PlainTextResponse)
async def doc(name: str):
    path = (FOLDER / name).resolve()
    try:
        path.relative_to(FOLDER)
    except ValueError:
        raise HTTPException(404) from None
    async with aiofiles.open(path, encoding="utf-8") as file:
        return await file.read()
