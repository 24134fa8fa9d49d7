import os
from pathlib import Path


def publish(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        os.chmod(page, 0o644)
    os.chmod(folder, 0o755)
