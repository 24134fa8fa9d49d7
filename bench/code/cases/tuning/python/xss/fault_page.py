from aiohttp import web


@web.middleware
async def friendly_errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPNotFound:
        body = "There is no page at " + request.path
        return web.Response(text=body, content_type="text/plain", status=404)


async def index(request):
    return web.Response(text="ok")


app = web.Application(middlewares=[friendly_errors])
app.router.add_get("/", index)
