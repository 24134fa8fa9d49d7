import logging
import uuid

from flask import Flask, jsonify, request

from .rates import rate

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.errorhandler(Exception)
def failed(error):
    incident = uuid.uuid4().hex
    logger.exception("request failed, incident %s", incident)
    return jsonify({"error": "something went wrong", "incident": incident}), 500


@app.get("/rate")
def show():
    return jsonify(rate(int(request.args["product"])))
