from flask import Flask, jsonify, request

from .transfer import copy

app = Flask(__name__)


@app.post("/mirror")
def mirror():
    names = request.get_json()["names"]
    code = copy(*names, destination="backup:/srv/mirror/")
    return jsonify({"code": code})
