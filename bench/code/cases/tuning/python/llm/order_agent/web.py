from flask import Flask, jsonify, request

from .agent import answer

app = Flask(__name__)


@app.post("/orders/ask")
def ask():
    text, results = answer([{"role": "user", "content": request.get_json()["question"]}])
    return jsonify({"text": text, "results": results})
