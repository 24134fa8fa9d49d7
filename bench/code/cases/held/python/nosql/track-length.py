# Songs that are not longer than asked for.
from motor.motor_asyncio import AsyncIOMotorClient
from aiohttp import web


async def tracks(request: web.Request) -> web.Response:
    longest = request.query.get("max", "300")
    script = "this.minutes * 60 + this.seconds <= " + longest
    cursor = request.app["tracks"].find({"$where": script}, {"_id": 0})  # weak: CWE-943
    return web.json_response(await cursor.to_list(length=100))


def make_app() -> web.Application:
    app = web.Application()
    app["tracks"] = AsyncIOMotorClient().music.tracks
    app.router.add_get("/tracks", tracks)
    return app
