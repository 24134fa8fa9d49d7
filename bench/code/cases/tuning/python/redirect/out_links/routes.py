from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route

from .targets import checked


async def out(request):
    target = checked(request.query_params.get("to", ""))
    if target is None:
        return PlainTextResponse("unknown partner", 400)
    return RedirectResponse(target)  # weak: CWE-601


app = Starlette(routes=[Route("/out", out)])
