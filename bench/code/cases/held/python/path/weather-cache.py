import json
import os

from flask import Flask, jsonify, request

app = Flask(__name__)
STATIONS = {"oslo", "bergen", "tromso"}


@app.get("/weather")
def weather():
    options = {"station": request.args.get("station", "oslo"), "file": "forecast.json"}
    directory = "/var/cache/weather"
    with open(os.path.join(directory, options["file"])) as source:
        forecast = json.load(source)
    if options["station"] not in STATIONS:
        return jsonify(error="unknown station"), 404
    return jsonify(forecast[options["station"]])
