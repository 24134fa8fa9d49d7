from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route
import os


async def visits(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    response = JSONResponse({"visits": request.session["visits"]})
    response.set_cookie("theme", "dark", max_age=86400, secure=True, httponly=True, samesite="lax")
    return response


middleware = [
    Middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], same_site="strict", https_only=True)
]
app = Starlette(routes=[Route("/", visits)], middleware=middleware)
