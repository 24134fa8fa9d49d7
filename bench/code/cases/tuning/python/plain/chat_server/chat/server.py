import json
import os

import jwt
from aiohttp import WSMsgType, web

from .rooms import Rooms

ROOMS = web.AppKey("rooms", Rooms)


def author_of(request):
    try:
        claims = jwt.decode(request.cookies["token"], os.environ["CHAT_KEY"], algorithms=["HS256"])
    except (KeyError, jwt.InvalidTokenError):
        raise web.HTTPUnauthorized() from None
    return claims["name"]


async def room(request):
    author = author_of(request)
    name = request.match_info["room"]
    if name not in request.app[ROOMS] or request.headers.get("Origin") != "https://chat.example.org":
        raise web.HTTPNotFound()
    current = request.app[ROOMS][name]
    socket = web.WebSocketResponse(max_msg_size=4096)
    await socket.prepare(request)
    current.members.add(socket)
    try:
        for message in current.history:
            await socket.send_json(message)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await current.say(author, str(json.loads(message.data).get("text", ""))[:1000])
    finally:
        current.members.discard(socket)
    return socket


def make_app():
    app = web.Application()
    app[ROOMS] = Rooms(["lobby", "garden"])
    app.router.add_get("/rooms/{room}", room)
    return app
