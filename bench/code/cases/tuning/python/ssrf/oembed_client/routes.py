from flask import Blueprint, jsonify, request

from .oembed import embed

routes = Blueprint("oembed", __name__)


@routes.get("/embed")
def show():
    return jsonify(embed("https://media.example.org/oembed/", request.args["path"]))
