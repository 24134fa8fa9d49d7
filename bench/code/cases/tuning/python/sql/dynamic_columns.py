import peewee
from aiohttp import web

database = peewee.PostgresqlDatabase("reports")
COLUMNS = ["month", "shop", "amount"]


async def report(request):
    body = await request.json()
    columns = ", ".join(column for column in COLUMNS if column in body["columns"]) or "month"
    cursor = database.execute_sql(f"SELECT {columns} FROM turnover WHERE year = %s", (body["year"],))
    return web.json_response([list(row) for row in cursor.fetchall()])
