import peewee
from aiohttp import web

database = peewee.PostgresqlDatabase("reports")


async def report(request):
    body = await request.json()
    columns = ", ".join(body["columns"])
    cursor = database.execute_sql(f"SELECT {columns} FROM turnover WHERE year = %s", (body["year"],))  # weak: CWE-89
    return web.json_response([list(row) for row in cursor.fetchall()])
