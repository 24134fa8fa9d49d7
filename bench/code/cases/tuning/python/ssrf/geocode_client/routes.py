from flask import Blueprint, jsonify, request

from .geocode import geocode

routes = Blueprint("geocode", __name__)


@routes.get("/geocode")
def show():
    return jsonify(geocode("https://maps.example.org/geocode/", request.args["place"]))
