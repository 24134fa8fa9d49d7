import base64
import json

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/basket")
def basket():
    cookie = request.cookies.get("basket")
    items = json.loads(base64.b64decode(cookie)) if cookie else []
    return jsonify({"items": [int(item) for item in items]})
