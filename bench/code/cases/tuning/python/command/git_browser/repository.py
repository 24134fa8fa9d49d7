import subprocess
from pathlib import Path


class Repository:
    root = Path("/srv/git")

    def __init__(self, name):
        self.path = self.root / Path(name).name

    def _git(self, *arguments):
        command = " ".join(["git", "-C", str(self.path), *arguments])
        return subprocess.run(command, shell=True, capture_output=True, text=True, timeout=20).stdout  # weak: CWE-78

    def log(self, branch):
        return self._git("log", "--oneline", "-n", "20", branch)
