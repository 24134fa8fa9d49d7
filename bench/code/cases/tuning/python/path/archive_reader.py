import asyncio
from pathlib import Path

import tornado.web

ROOT = Path("/srv/archives").resolve()


def read(path):
    real = path.resolve(strict=True)
    if ROOT not in real.parents:
        raise tornado.web.HTTPError(404)
    return real.read_bytes()


class ArchiveHandler(tornado.web.RequestHandler):
    async def get(self):
        data = await asyncio.to_thread(read, ROOT / self.get_argument("file"))
        self.set_header("Content-Type", "application/octet-stream")
        self.write(data)
