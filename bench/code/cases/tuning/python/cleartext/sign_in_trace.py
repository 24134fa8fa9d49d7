import logging

from flask import Blueprint, jsonify, request

from .accounts import check

logger = logging.getLogger(__name__)
auth = Blueprint("auth", __name__)


@auth.post("/login")
def login():
    user, password = request.form["user"], request.form["password"]
    ok = check(user, password)
    if not ok:
        logger.info("login refused: %d characters of password", len(password))
    return jsonify({"ok": ok})
