from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route
import os


async def visits(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return JSONResponse({"visits": request.session["visits"]})


middleware = [
    Middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], same_site="none", https_only=False)  # weak: CWE-614|CWE-1275
]
app = Starlette(routes=[Route("/", visits)], middleware=middleware)
