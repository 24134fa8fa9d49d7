import os

from bottle import abort, request, route, static_file


@route("/changelog")
def changelog():
    version = os.path.basename(request.query.get("version", "current"))
    if version in ("", ".", ".."):
        abort(404)
    with open(os.path.join("/srv/app/changes", version + ".txt"), encoding="utf-8") as source:
        lines = source.read().splitlines()
    return {"lines": lines}


@route("/assets/<filename:path>")
def assets(filename):
    return static_file(filename, root="/srv/app/assets")
