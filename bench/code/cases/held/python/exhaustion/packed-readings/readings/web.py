from flask import Flask, jsonify, request

from .decoding import decode

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024


@app.post("/readings")
def receive():
    try:
        readings = decode(request.get_data())
    except ValueError:
        return jsonify(error="cannot be read"), 400
    return jsonify(received=len(readings))
