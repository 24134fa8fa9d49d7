from aiohttp import web

from .images import convert


async def upload(request):
    body = await request.read()
    try:
        name = convert(body)
    except Exception as error:
        return web.json_response({"error": repr(error), "cause": repr(error.__cause__)}, status=500)  # weak: CWE-209|CWE-497
    return web.json_response({"name": name})


app = web.Application(client_max_size=1024**2)
app.router.add_post("/upload", upload)
