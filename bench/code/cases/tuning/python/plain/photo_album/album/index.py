import json
from pathlib import Path


class Album:
    def __init__(self, folder: Path):
        self.folder = folder
        self._index = folder / "index.json"

    def photos(self):
        return sorted(path.name for path in self.folder.glob("*.jpg"))

    def save(self):
        self._index.write_text(json.dumps(self.photos(), indent=2), encoding="utf-8")

    def load(self):
        return json.loads(self._index.read_text(encoding="utf-8"))
