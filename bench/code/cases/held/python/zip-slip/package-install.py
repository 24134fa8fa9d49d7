"""Installs packages that the build server sends."""
import io
import tarfile
from pathlib import Path

from fastapi import FastAPI, UploadFile

app = FastAPI()
PACKAGES = Path("/srv/packages")


@app.post("/packages")
async def install(package: UploadFile):
    data = io.BytesIO(await package.read())
    with tarfile.open(fileobj=data) as archive:
        for member in archive:
            if member.isfile():
                target = PACKAGES / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(member).read())  # weak: CWE-22
    return {"installed": package.filename}
