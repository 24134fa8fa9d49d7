from aiohttp import web
from jinja2.sandbox import ImmutableSandboxedEnvironment

environment = ImmutableSandboxedEnvironment(autoescape=True)


async def preview(request: web.Request) -> web.Response:
    data = await request.post()
    template = environment.from_string(data["layout"])
    return web.json_response({"html": template.render(number=1042, total="19.90")})


app = web.Application()
app.add_routes([web.post("/layouts/preview", preview)])
