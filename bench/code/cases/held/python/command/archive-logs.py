import subprocess

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class ArchiveRequest(BaseModel):
    service: str
    mode: str = "compress"
    days: int = 7


@app.post("/archive")
def archive(body: ArchiveRequest):
    match body:
        case ArchiveRequest(mode="delete"):
            raise HTTPException(status_code=405)
        case ArchiveRequest(mode="compress", service=service, days=days):
            cmd = f"find /var/log/{service} -mtime +{days} -print0 | xargs -0 gzip"
        case _:
            raise HTTPException(status_code=422)
    completed = subprocess.run(["sh", "-c", cmd], capture_output=True)  # weak: CWE-78
    if completed.returncode != 0:
        raise HTTPException(status_code=502)
    return {"service": body.service}
