from aiohttp import web


@web.middleware
async def cross_origin(request, handler):
    response = await handler(request)
    if request.path.startswith("/fonts/"):
        response.headers["Access-Control-Allow-Origin"] = "https://www.example.org"
        response.headers["Vary"] = "Origin"
    return response


app = web.Application(middlewares=[cross_origin])
app.router.add_static("/fonts", "/srv/fonts")
