"""Spreadsheet cells with literal values."""
import ast

from flask import Blueprint, abort, jsonify, request

cells = Blueprint("cells", __name__)


@cells.post("/cells/parse")
def parse():
    text = request.get_json()["text"]
    if len(text) > 200:
        abort(413)
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        abort(400)
    return jsonify({"value": repr(value)})
