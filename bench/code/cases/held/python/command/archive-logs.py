import subprocess

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class ArchiveRequest(BaseModel):
    service: str
    days: int = 7


@app.post("/archive")
def archive(body: ArchiveRequest):
    cmd = f"find /var/log/{body.service} -mtime +{body.days} -print0 | xargs -0 gzip"
    completed = subprocess.run(["sh", "-c", cmd], capture_output=True)  # weak: CWE-78
    if completed.returncode != 0:
        raise HTTPException(status_code=502)
    return {"service": body.service}
