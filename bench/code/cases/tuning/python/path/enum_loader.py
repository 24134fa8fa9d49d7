import enum
import os

from fastapi import FastAPI

app = FastAPI()


class Version(str, enum.Enum):
    latest = "latest"
    previous = "previous"


@app.get("/legal")
def legal(version: Version = Version.latest):
    return sorted(os.listdir(os.path.join("/srv/legal", version.value)))
