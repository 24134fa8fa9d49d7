import asyncio
from pathlib import Path

import tornado.web

ROOT = Path("/srv/backups")


def read(path):
    data = path.read_bytes()  # weak: CWE-22|CWE-73
    if ROOT not in path.resolve().parents:
        raise PermissionError(path)
    return data, path


class BackupHandler(tornado.web.RequestHandler):
    async def get(self):
        wanted = ROOT / self.get_argument("file")
        data, path = await asyncio.to_thread(read, wanted)
        if self.get_argument("touch", None):
            path.touch()
        self.set_header("Content-Type", "application/octet-stream")
        self.write(data)
