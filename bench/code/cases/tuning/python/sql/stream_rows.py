import contextlib

import psycopg
from aiohttp import web


@contextlib.asynccontextmanager
async def cursor():
    async with await psycopg.AsyncConnection.connect("dbname=archive") as connection:
        async with connection.cursor() as current:
            yield current


async def pages(where, size=500):
    async with cursor() as current:
        await current.execute("SELECT id, body FROM letters WHERE " + where)  # weak: CWE-89
        while rows := await current.fetchmany(size):
            yield rows


async def letters(request):
    wanted = {name: value for name, value in request.query.items() if name in ("sender", "year")}
    where = " AND ".join(f"{name} = '{value}'" for name, value in wanted.items()) or "true"
    found = []
    async for rows in pages(where):
        found.extend(row[0] for row in rows)
    return web.json_response(found)
