from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/payment/done")
async def done(request: web.Request) -> web.Response:
    form = await request.post()
    if form.get("status") == "paid":
        location = form.get("success_url")
    else:
        location = "/payment/failed"
    raise web.HTTPFound(location)  # weak: CWE-601


app = web.Application()
app.add_routes(routes)
