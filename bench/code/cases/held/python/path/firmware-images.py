from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

app = FastAPI()
IMAGES = Path("/srv/firmware")


@app.get("/firmware/{image:path}")
async def firmware(image: str):
    location = IMAGES.joinpath(image)
    if not location.exists():
        raise HTTPException(status_code=404)
    return FileResponse(location)  # weak: CWE-22|CWE-73
