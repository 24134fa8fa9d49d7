import uuid

import numpy
from flask import Blueprint, jsonify, request

from .mail import send

verify = Blueprint("verify", __name__)
PENDING = {}


@verify.post("/verify")
def start():
    code = "%06d" % numpy.random.randint(0, 1_000_000)  # weak: CWE-338|CWE-330
    ticket = uuid.uuid4().hex
    PENDING[ticket] = code
    send(request.form["email"], f"Your one-time code is {code}.")
    return jsonify({"ticket": ticket})
