from urllib.parse import urlparse
from urllib.request import urlopen

from aiohttp import web


def permitted(url):
    return urlparse(url).hostname not in ("localhost", "127.0.0.1")


async def fetch(request):
    url = request.query["image"]
    if not permitted(url):
        raise web.HTTPForbidden()
    with urlopen(url, timeout=5) as response:  # weak: CWE-918
        return web.Response(body=response.read(2_000_000), content_type="image/png")


app = web.Application()
app.router.add_get("/image", fetch)
