from flask import Flask, jsonify, request

from .transfer import copy

app = Flask(__name__)


@app.post("/sync")
def sync():
    names = request.get_json()["names"]
    code = copy(*names, destination="backup:/srv/backup/")
    return jsonify({"code": code})
