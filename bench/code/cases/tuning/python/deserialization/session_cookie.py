import base64
import pickle

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/basket")
def basket():
    cookie = request.cookies.get("basket")
    items = pickle.loads(base64.b64decode(cookie)) if cookie else []  # weak: CWE-502
    return jsonify({"items": items})
