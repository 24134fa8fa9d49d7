import jsonpickle
from aiohttp import web

drawings = {}


async def save(request: web.Request) -> web.Response:
    text = await request.text()
    drawing = jsonpickle.decode(text)  # weak: CWE-502
    drawings[request.match_info["name"]] = drawing
    return web.Response(status=204)


app = web.Application()
app.router.add_put("/drawings/{name}", save)
