import hashlib
import hmac
import os

from aiohttp import web

ALGORITHMS = {"short": "sha256", "long": "sha512"}


async def receipt(request: web.Request) -> web.Response:
    algorithm = ALGORITHMS.get(request.query.get("size"), "sha256")
    body = await request.read()
    value = hmac.new(os.environ["RECEIPT_KEY"].encode(), body, getattr(hashlib, algorithm)).hexdigest()
    return web.json_response({"algorithm": algorithm, "receipt": value})


app = web.Application()
app.router.add_post("/receipt", receipt)
