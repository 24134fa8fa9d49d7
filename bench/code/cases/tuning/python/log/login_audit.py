import logging

from flask import Flask, abort, jsonify, request

from .accounts import verify

app = Flask(__name__)
audit = logging.getLogger("audit")


@app.post("/login")
def login():
    user = request.form["user"]
    if not verify(user, request.form["password"]):
        audit.warning("failed login for %s", user)  # weak: CWE-117
        abort(401)
    return jsonify({"ok": True})
