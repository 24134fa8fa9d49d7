from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse

from .tokens import claims_of


class TokenMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        try:
            request.state.claims = claims_of(token)
        except Exception:
            return PlainTextResponse("unauthorized", status_code=401)
        return await call_next(request)
