import subprocess
import tempfile

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Source(BaseModel):
    url: str
    branch: str = "main"


@app.post("/imports")
def start(source: Source):
    target = tempfile.mkdtemp(prefix="import-")
    subprocess.run(["git", "clone", source.url, target], check=True, timeout=120)  # weak: CWE-88|CWE-918
    return {"target": target}
