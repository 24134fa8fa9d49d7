from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Route


class Headers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors *"  # weak: CWE-1021|CWE-693
        return response


async def account(request):
    return HTMLResponse("<form method='post' action='/account/close'><button>Close my account</button></form>")


app = Starlette(routes=[Route("/account", account)], middleware=[Middleware(Headers)])
