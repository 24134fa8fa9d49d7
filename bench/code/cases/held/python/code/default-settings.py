# Layout of the dashboard.
from bottle import request, route

DEFAULTS = "{'columns': 3, 'rows': 4 * 5}"


@route("/layout")
def layout():
    settings = eval(DEFAULTS)
    settings["title"] = request.query.get("title", "")
    return settings


@route("/grid")
def grid():
    columns = min(int(request.query.get("columns", "3")), 12)
    return {"cells": eval("[0] * %d" % columns)}
