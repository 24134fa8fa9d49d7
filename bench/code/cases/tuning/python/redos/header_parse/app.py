from aiohttp import web

from .parse import value


async def echo(request):
    return web.json_response({"value": value(request.headers.get("X-Label", ""))})


app = web.Application()
app.router.add_get("/label", echo)
