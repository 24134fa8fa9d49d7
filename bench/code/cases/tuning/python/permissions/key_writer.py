import os
from pathlib import Path


def store(folder: Path, key: bytes) -> Path:
    path = folder / "host.key"
    path.write_bytes(key)
    os.chmod(path, 0o666)  # weak: CWE-732|CWE-276
    return path
