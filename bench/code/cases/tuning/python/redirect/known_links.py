from aiohttp import web

LINKS = {"docs": "https://docs.example.org/", "chat": "https://chat.example.org/"}


async def follow(request):
    try:
        destination = LINKS[request.match_info["name"]]
    except KeyError:
        raise web.HTTPNotFound() from None
    response = web.Response(status=302)
    response.headers["Location"] = destination
    return response


app = web.Application()
app.router.add_get("/go/{name}", follow)
