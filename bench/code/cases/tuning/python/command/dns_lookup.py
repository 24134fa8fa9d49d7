import re
import subprocess

from fastapi import APIRouter, HTTPException

router = APIRouter()
HOSTNAME = re.compile(r"^[a-z0-9.-]+")


@router.get("/dns/{name:path}")
def lookup(name: str, server: str = "1.1.1.1"):
    if not HOSTNAME.match(name):
        raise HTTPException(422, "not a host name")
    done = subprocess.run(f"dig +short {name}", shell=True, capture_output=True, text=True)  # weak: CWE-78
    return {"name": name, "answers": done.stdout.splitlines()}
