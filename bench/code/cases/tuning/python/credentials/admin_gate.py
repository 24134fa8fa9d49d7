from flask import Flask, abort, jsonify, request

from .metrics import snapshot

app = Flask(__name__)


@app.get("/admin/metrics")
def metrics():
    supplied = request.authorization
    if supplied is None or supplied.username != "admin":
        abort(401)
    if supplied.password != "correct-horse-battery-staple":  # weak: CWE-798|CWE-259
        abort(401)
    return jsonify(snapshot())
