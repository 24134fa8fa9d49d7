from aiohttp import web

BASE = "/srv/site/pages/"


async def page(request):
    name = request.query.get("page", "index").replace("../", "")
    with open(BASE + name + ".md", encoding="utf-8") as file:  # weak: CWE-22|CWE-73
        return web.Response(text=file.read(), content_type="text/plain")


app = web.Application()
app.router.add_get("/page", page)
