import hashlib
import hmac
import os

from bottle import abort, post, request

from . import steps


@post("/hooks/release")
def release():
    expected = hmac.new(os.environ["HOOK_KEY"].encode(), request.body.read(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Signature", "")):
        abort(403)
    if request.json["ref"] == "refs/heads/main":
        steps.update()
        steps.build()
    return "ok"
