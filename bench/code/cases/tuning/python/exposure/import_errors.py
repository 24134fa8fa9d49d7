from aiohttp import web

from .tables import RowError, load


async def upload(request):
    body = await request.read()
    try:
        count = load(body)
    except RowError as error:
        return web.json_response({"error": "row cannot be read", "row": error.row}, status=422)
    return web.json_response({"rows": count})


app = web.Application(client_max_size=1024**2)
app.router.add_post("/rows", upload)
