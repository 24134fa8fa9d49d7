from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse

app = FastAPI()
IMAGES = Path("/srv/firmware")


@app.get("/firmware/{image:path}")
async def firmware(image: str):
    location = IMAGES.joinpath(image)
    return FileResponse(location)  # weak: CWE-22|CWE-73
