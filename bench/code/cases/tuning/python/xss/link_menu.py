from urllib.parse import urlsplit

from flask import Flask, abort, request
from markupsafe import Markup

app = Flask(__name__)


@app.get("/share")
def share():
    target = request.args.get("target", "/")
    parts = urlsplit(target)
    if parts.scheme != "https" or parts.hostname != "docs.example.org":
        abort(400)
    return Markup('<a href="{}">continue</a>').format(target)
