from aiohttp import web
from mako.template import Template

routes = web.RouteTableDef()
CARD = Template("Dear ${name},\n\n${text}\n", default_filters=["str"])


@routes.post("/postcards")
async def postcard(request):
    form = await request.post()
    return web.Response(text=CARD.render(name=form["name"], text=form["text"]), content_type="text/plain")
