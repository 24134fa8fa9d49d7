# Waypoints of a GPX file, for the planner.
import io

from aiohttp import web
from lxml import etree


async def waypoints(request: web.Request) -> web.Response:
    body = await request.read()
    options = dict(load_dtd=True, resolve_entities=True, no_network=False)
    points = []
    for _, element in etree.iterparse(io.BytesIO(body), tag="wpt", **options):  # weak: CWE-611
        points.append([element.get("lat"), element.get("lon"), element.findtext("name")])
    return web.json_response(points)


app = web.Application()
app.router.add_post("/waypoints", waypoints)
