import subprocess
from pathlib import Path

from werkzeug.utils import secure_filename


class Repository:
    root = Path("/srv/svn")

    def __init__(self, name):
        self.path = self.root / secure_filename(name)

    def _svn(self, *arguments):
        command = ["svn", "--non-interactive", *arguments, "--", f"file://{self.path}"]
        return subprocess.run(command, capture_output=True, text=True, timeout=20).stdout

    def log(self, count):
        return self._svn("log", "-q", "-l", str(count))
