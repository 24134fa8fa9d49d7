from pathlib import Path


class AvatarStore:
    root = Path("/srv/avatars")

    def target(self, filename):
        return self.root / filename

    def save(self, filename, chunks):
        with open(self.target(filename), "wb") as out:  # weak: CWE-22|CWE-73
            for chunk in chunks:
                out.write(chunk)
