import os

from flask import Flask, jsonify, request

app = Flask(__name__)
UNITS = ["-h", "-k", "-m"]


@app.get("/disk")
def disk():
    requested = request.args.get("unit", "h")
    unit = UNITS[1] if requested == "k" else UNITS[0]
    command = "df " + unit + " /srv"
    with os.popen(command) as pipe:
        lines = pipe.read().splitlines()
    return jsonify(lines=lines)
