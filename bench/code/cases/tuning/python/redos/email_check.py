import re

from flask import Flask, jsonify, request

app = Flask(__name__)
ADDRESS = re.compile(r"^([a-zA-Z0-9]+\.?)+@example\.org$")  # weak: CWE-1333|CWE-400


@app.post("/newsletter")
def subscribe():
    address = request.form["address"]
    return jsonify({"valid": ADDRESS.match(address) is not None})
