"""Restarts the workers when the release page asks for it."""
from fabric import Connection
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/restart")
def restart():
    count = request.get_json()["workers"]
    if not isinstance(count, int) or not 1 <= count <= 16:
        return jsonify({"error": "workers is a number from 1 to 16"}), 400
    with Connection("web1.internal") as connection:
        result = connection.run(f"systemctl restart worker@{{1..{count}}}", hide=True)
    return jsonify({"output": result.stdout})
