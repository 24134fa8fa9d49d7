from urllib.parse import urlparse
from urllib.request import urlopen

from aiohttp import web

HOSTS = {"icons.example.org", "cdn.example.org"}


async def fetch(request):
    url = request.query["icon"]
    parsed = urlparse(url)
    if parsed.scheme != "https" or parsed.netloc not in HOSTS:
        raise web.HTTPForbidden()
    with urlopen(url, timeout=5) as response:
        return web.Response(body=response.read(200_000), content_type="image/png")


app = web.Application()
app.router.add_get("/icon", fetch)
