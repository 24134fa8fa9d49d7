from aiohttp import web

from .client import Weather

WEATHER = web.AppKey("weather", Weather)


async def current(request):
    try:
        latitude, longitude = float(request.query["lat"]), float(request.query["lon"])
    except (KeyError, ValueError):
        raise web.HTTPBadRequest(text="lat and lon are numbers") from None
    reading = await request.app[WEATHER].at(latitude, longitude)
    return web.json_response({"temperature": reading["temperature"]})


def make_app():
    app = web.Application()
    app[WEATHER] = Weather()
    app.router.add_get("/current", current)
    return app
