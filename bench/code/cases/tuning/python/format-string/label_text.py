from flask import Blueprint, request

labels = Blueprint("labels", __name__)
PATTERN = "Hello {name}, table {table:d}"


@labels.get("/label")
def label():
    text = PATTERN.format(name=request.args.get("name", ""), table=request.args.get("table", 0, type=int))
    return text, 200, {"Content-Type": "text/plain"}
