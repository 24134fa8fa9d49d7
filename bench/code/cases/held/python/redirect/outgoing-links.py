# Links to other sites go through here, to count them.
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route


async def outgoing(request):
    link = dict(request.query_params).get("to", "https://example.org/")
    return RedirectResponse(url=link, status_code=302)  # weak: CWE-601


app = Starlette(routes=[Route("/out", outgoing)])
