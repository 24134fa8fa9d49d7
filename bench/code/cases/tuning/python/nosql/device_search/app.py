import json

from aiohttp import web
from pydantic import BaseModel

from .store import Devices

devices = Devices("mongodb://db:27017")


class Search(BaseModel):
    model: str
    region: str


async def search(request):
    wanted = Search.model_validate(await request.json())
    found = devices.matching(wanted.model, wanted.region)
    return web.json_response(found, dumps=lambda v: json.dumps(v, default=str))


def make_app():
    app = web.Application()
    app.router.add_post("/devices/search", search)
    return app
