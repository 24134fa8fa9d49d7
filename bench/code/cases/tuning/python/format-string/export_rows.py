import json

from aiohttp import web

from .settings import settings


class Row:
    def __init__(self, values):
        self.values = values
        self.settings = settings


async def export(request):
    body = json.loads(await request.text())
    lines = [body["line"].format(row=Row(values)) for values in body["rows"]]  # weak: CWE-134
    return web.Response(text="\n".join(lines))
