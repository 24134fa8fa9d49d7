import asyncio

from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/probe")
async def probe(request):
    payload = await request.json()
    url = payload["url"]
    process = await asyncio.create_subprocess_shell(  # weak: CWE-78
        "ffprobe -v error -show_format -of json '" + url + "'",
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return web.Response(body=out, content_type="application/json")


app = web.Application()
app.add_routes(routes)
