from aiohttp import web

BASE = "/srv/site/fragments/"
PAGES = ["index", "about", "contact"]


async def page(request):
    name = request.query.get("page", "index")
    if name not in PAGES:
        raise web.HTTPNotFound()
    with open(BASE + name + ".md", encoding="utf-8") as file:
        return web.Response(text=file.read(), content_type="text/plain")


app = web.Application()
app.router.add_get("/page", page)
