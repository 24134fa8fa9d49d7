import hashlib
import hmac
import os

from bottle import abort, post, request

from . import steps


@post("/hooks/push")
def push():
    expected = hmac.new(os.environ["HOOK_KEY"].encode(), request.body.read(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Signature", "")):
        abort(403)
    steps.checkout(request.json["ref"].removeprefix("refs/heads/"))
    steps.build()
    return "ok"
