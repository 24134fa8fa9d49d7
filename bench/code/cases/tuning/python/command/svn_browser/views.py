from flask import Blueprint, jsonify, request

from .repository import Repository

browser = Blueprint("browser", __name__)


@browser.get("/<name>/log")
def log(name):
    lines = Repository(name).log(request.args.get("count", 20, type=int))
    return jsonify(lines.splitlines())
