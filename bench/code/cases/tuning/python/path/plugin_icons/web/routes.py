from flask import Blueprint, abort, send_file

from ..icons import locate
from ..icons.locate import Outside

icons = Blueprint("icons", __name__)


@icons.get("/icons/<any(light, dark):theme>/<path:name>")
def icon(theme, name):
    try:
        path = locate(theme, name)
    except Outside:
        abort(404)
    return send_file(path)
