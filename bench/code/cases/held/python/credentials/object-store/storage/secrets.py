from functools import lru_cache
from pathlib import Path

DIRECTORY = Path("/run/secrets")


@lru_cache
def secret(name: str) -> str:
    return (DIRECTORY / name).read_text(encoding="utf-8").strip()
