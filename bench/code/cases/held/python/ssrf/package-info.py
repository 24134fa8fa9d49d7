from urllib.parse import quote

from aiohttp import ClientSession, web


async def package(request: web.Request) -> web.Response:
    name = request.query.get("name", "")
    session: ClientSession = request.app["session"]
    async with session.get("https://packages.example.org/api/" + quote(name, safe="") + "/info") as answer:
        if answer.status != 200:
            raise web.HTTPNotFound()
        data = await answer.json()
    return web.json_response({"version": data["version"]})


async def session_context(app: web.Application):
    async with ClientSession() as session:
        app["session"] = session
        yield


app = web.Application()
app.cleanup_ctx.append(session_context)
app.router.add_get("/package", package)
