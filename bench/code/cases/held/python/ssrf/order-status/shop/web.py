from flask import Flask, jsonify

from .backend import Backend

app = Flask(__name__)
backend = Backend()


@app.get("/delivery/<int:postcode>")
def delivery(postcode):
    return jsonify(backend.delivery_days(postcode))
