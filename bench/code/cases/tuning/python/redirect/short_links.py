from aiohttp import web


async def follow(request):
    destination = request.query.get("url")
    response = web.Response(status=302)
    response.headers["Location"] = destination  # weak: CWE-601
    return response


app = web.Application()
app.router.add_get("/go", follow)
