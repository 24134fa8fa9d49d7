from aiohttp import web
from mako.template import Template

PAGE = Template("<h1>${title}</h1><p>${text | h}</p>")
routes = web.RouteTableDef()


@routes.get("/board/{number:[0-9]+}")
async def board(request):
    title = request.query.get("title", "Board")
    body = PAGE.render(title=title, text="Board " + request.match_info["number"])
    return web.Response(text=body, content_type="text/html")  # weak: CWE-79
