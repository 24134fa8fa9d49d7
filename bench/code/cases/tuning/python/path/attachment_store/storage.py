from pathlib import Path


class Storage:
    def __init__(self, root):
        self.root = Path(root)

    def path(self, *parts):
        return self.root.joinpath(*parts)

    def save(self, path, content):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)  # weak: CWE-22|CWE-73
        return path.stat().st_size
