from datetime import timedelta

import asyncpg
from aiohttp import web

routes = web.RouteTableDef()
WINDOWS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


@routes.get("/meters/{meter}/history")
async def history(request: web.Request) -> web.Response:
    pool: asyncpg.Pool = request.app["pool"]
    window = WINDOWS.get(request.query.get("window", "hour"))
    if window is None:
        raise web.HTTPBadRequest(text="unknown window")
    async with pool.acquire() as connection:
        rows = await connection.fetch(
            "SELECT at, value FROM readings WHERE meter = $1 AND at > now() - $2::interval",
            request.match_info["meter"],
            window,
        )
    return web.json_response([{"at": row["at"].isoformat(), "value": row["value"]} for row in rows])
