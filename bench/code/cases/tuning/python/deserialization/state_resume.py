import json
from dataclasses import dataclass

from aiohttp import web


@dataclass
class Game:
    level: int
    score: int


async def resume(request):
    document = json.loads(await request.text())
    game = Game(level=int(document["level"]), score=int(document["score"]))
    return web.json_response({"level": game.level, "score": game.score})


app = web.Application()
app.router.add_post("/resume", resume)
