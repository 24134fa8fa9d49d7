from aiohttp import web
from mako.template import Template

routes = web.RouteTableDef()


@routes.post("/letters")
async def letter(request):
    form = await request.post()
    text = Template(form["text"]).render(name=form["name"])  # weak: CWE-1336|CWE-94
    return web.Response(text=text, content_type="text/plain")
