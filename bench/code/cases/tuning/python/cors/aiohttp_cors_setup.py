from aiohttp import web


@web.middleware
async def cross_origin(request, handler):
    response = await handler(request)
    origin = request.headers.get("Origin", "")
    if origin.endswith("example.org"):
        response.headers["Access-Control-Allow-Origin"] = origin  # weak: CWE-942|CWE-346
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


app = web.Application(middlewares=[cross_origin])
