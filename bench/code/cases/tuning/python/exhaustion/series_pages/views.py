from aiohttp import web

from .paging import span


async def sequence(request):
    start, size = span(request.query)
    return web.json_response({"values": [n * n for n in range(start, start + size)]})
