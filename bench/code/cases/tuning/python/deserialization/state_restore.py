import jsonpickle
from aiohttp import web


async def restore(request):
    document = await request.text()
    game = jsonpickle.decode(document)  # weak: CWE-502
    return web.json_response({"level": game.level, "score": game.score})


app = web.Application()
app.router.add_post("/restore", restore)
