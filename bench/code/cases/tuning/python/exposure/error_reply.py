import traceback

from flask import Flask, jsonify, request

from .quotes import quote

app = Flask(__name__)


@app.errorhandler(Exception)
def failed(error):
    return jsonify({"error": str(error), "trace": traceback.format_exc()}), 500  # weak: CWE-209|CWE-497


@app.get("/quote")
def show():
    return jsonify(quote(int(request.args["product"])))
