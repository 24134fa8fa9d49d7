import re
import subprocess

from fastapi import APIRouter, HTTPException

router = APIRouter()
DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.(?:com|org|net)")


@router.get("/whois/{name}")
def lookup(name: str):
    if not DOMAIN.fullmatch(name):
        raise HTTPException(422, "not a domain name")
    done = subprocess.run(f"whois {name}", shell=True, capture_output=True, text=True, timeout=10)
    return {"name": name, "record": done.stdout.splitlines()}
