import asyncio

from aiohttp import web

from .paging import span


async def sequence(request):
    start, size = span(request.query)
    return web.json_response({"values": [n * n for n in range(start, start + size)]})  # weak: CWE-770|CWE-400|CWE-606|CWE-834


async def delayed(request):
    await asyncio.sleep(0.1)
    return web.json_response({"ok": True})
