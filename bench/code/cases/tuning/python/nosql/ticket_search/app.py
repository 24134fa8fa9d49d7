import json

from aiohttp import web

from .store import Tickets

tickets = Tickets("mongodb://db:27017")


async def search(request):
    criteria = await request.json()
    return web.json_response(tickets.matching(**criteria), dumps=lambda v: json.dumps(v, default=str))


def make_app():
    app = web.Application()
    app.router.add_post("/tickets/search", search)
    return app
