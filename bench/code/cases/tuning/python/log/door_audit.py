import logging

from flask import Flask, abort, jsonify, request

from .badges import verify

app = Flask(__name__)
audit = logging.getLogger("audit")


@app.post("/doors/<int:door>/open")
def open_door(door):
    badge = request.form["badge"]
    if not verify(badge, door):
        audit.warning("refused at door %d: %r", door, badge)
        abort(403)
    return jsonify({"ok": True})
