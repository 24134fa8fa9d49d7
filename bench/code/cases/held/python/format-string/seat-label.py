from bottle import request, route

PATTERNS = {"short": "{row}{seat}", "long": "Row {row}, seat {seat}"}


@route("/seat")
def seat_label():
    pattern = PATTERNS.get(request.query.get("style"), PATTERNS["short"])
    return {"label": pattern.format(row=request.query.get("row", "A"), seat=request.query.get("seat", "1"))}
