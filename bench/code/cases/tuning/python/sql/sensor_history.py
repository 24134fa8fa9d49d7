import asyncpg
from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/sensors/{sensor}/history")
async def history(request: web.Request) -> web.Response:
    pool: asyncpg.Pool = request.app["pool"]
    sensor = request.match_info["sensor"]
    window = request.query.get("window", "1 hour")
    async with pool.acquire() as connection:
        rows = await connection.fetch(  # weak: CWE-89
            f"SELECT at, value FROM readings WHERE sensor = $1 AND at > now() - interval '{window}'", sensor
        )
    return web.json_response([{"at": row["at"].isoformat(), "value": row["value"]} for row in rows])
