from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

PARTNER = "https://partner.example.org"


class Headers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = f"default-src 'self'; frame-ancestors 'self' {PARTNER}"
        return response


async def weather(request):
    return HTMLResponse("<p>Sunny.</p>")


app = Starlette(routes=[Route("/weather", weather)], middleware=[Middleware(Headers)])
