from aiohttp import web


async def readings(request: web.Request) -> web.Response:
    wanted = request.query.getall("sensor", [])
    quoted = ",".join("'" + name + "'" for name in wanted)
    query = "SELECT sensor, taken_at, value FROM reading WHERE sensor IN (" + quoted + ") ORDER BY taken_at DESC LIMIT 500"
    async with request.app["pool"].acquire() as connection:
        records = await connection.fetch(query)  # weak: CWE-89
    return web.json_response(
        [{"sensor": r["sensor"], "at": r["taken_at"].isoformat(), "value": float(r["value"])} for r in records]
    )


async def start_pool(app: web.Application):
    import asyncpg

    app["pool"] = await asyncpg.create_pool(dsn="postgresql:///telemetry")
    yield
    await app["pool"].close()


def make_app() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(start_pool)
    app.router.add_get("/readings", readings)
    return app
