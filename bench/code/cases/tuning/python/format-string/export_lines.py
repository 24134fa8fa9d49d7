import json

from aiohttp import web

LINES = {"wide": "{name:<40} {count:>8}", "narrow": "{name} {count}"}


async def export(request):
    body = json.loads(await request.text())
    line = LINES.get(body.get("line"), LINES["wide"])
    lines = [line.format(name=str(row["name"]), count=int(row["count"])) for row in body["rows"]]
    return web.Response(text="\n".join(lines))
