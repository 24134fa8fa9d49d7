import random
import secrets

from aiohttp import web

SESSIONS = {}
TIPS = ["Use the keyboard.", "Pin a board.", "Mute a thread."]


async def open_session(request):
    session_id = secrets.token_hex(16)
    SESSIONS[session_id] = {"peer": request.remote}
    response = web.json_response({"tip": random.choice(TIPS), "delay": random.uniform(0.5, 1.5)})
    response.set_cookie("session", session_id, secure=True, httponly=True, samesite="Strict")
    return response
