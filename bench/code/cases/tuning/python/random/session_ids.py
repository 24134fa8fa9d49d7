import random
import time

from aiohttp import web

SESSIONS = {}


def new_session_id():
    generator = random.Random(time.time())
    return "%032x" % generator.getrandbits(128)  # weak: CWE-338|CWE-330|CWE-335


async def open_session(request):
    session_id = new_session_id()
    SESSIONS[session_id] = {"peer": request.remote}
    response = web.json_response({"ok": True})
    response.set_cookie("session", session_id, secure=True, httponly=True, samesite="Strict")
    return response
