from aiohttp import web

from .journal import Journal

journal = Journal("/var/log/agent/requests.log")


@web.middleware
async def trace(request, handler):
    response = await handler(request)
    journal.entry(response.status, request.query.get("client", "-"))
    return response


app = web.Application(middlewares=[trace])
