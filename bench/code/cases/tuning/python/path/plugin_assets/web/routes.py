from flask import Blueprint, send_file

from ..assets import locate

assets = Blueprint("assets", __name__)


@assets.get("/assets/<any(css, js):kind>/<path:name>")
def asset(kind, name):
    return send_file(locate(kind, name))  # weak: CWE-22|CWE-73
