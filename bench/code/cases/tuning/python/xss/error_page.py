from aiohttp import web


@web.middleware
async def friendly_errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPNotFound:
        body = "<h1>Nothing here</h1><p>There is no page at " + request.query.get("from", request.path) + "</p>"
        return web.Response(text=body, content_type="text/html", status=404)  # weak: CWE-79


async def index(request):
    return web.Response(text="ok")


app = web.Application(middlewares=[friendly_errors])
app.router.add_get("/", index)
