import os
from pathlib import Path


def store(folder: Path, key: bytes) -> Path:
    path = folder / "host.key"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    return path
