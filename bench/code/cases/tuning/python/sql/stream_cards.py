import contextlib

import psycopg
from aiohttp import web


@contextlib.asynccontextmanager
async def cursor():
    async with await psycopg.AsyncConnection.connect("dbname=archive") as connection:
        async with connection.cursor() as current:
            yield current


async def pages(where, values, size=500):
    async with cursor() as current:
        await current.execute("SELECT id, body FROM cards WHERE " + where, values)
        while rows := await current.fetchmany(size):
            yield rows


async def cards(request):
    wanted = {name: value for name, value in request.query.items() if name in ("sender", "year")}
    where = " AND ".join(f"{name} = %({name})s" for name in wanted) or "true"
    found = []
    async for rows in pages(where, wanted):
        found.extend(row[0] for row in rows)
    return web.json_response(found)
