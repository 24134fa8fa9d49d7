import uuid
from pathlib import Path

SUFFIXES = {"image/png": ".png", "image/svg+xml": ".svg"}


class Storage:
    def __init__(self, root):
        self.root = Path(root)

    def save(self, issue, kind, content):
        path = self.root / str(issue) / (uuid.uuid4().hex + SUFFIXES[kind])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path.name
