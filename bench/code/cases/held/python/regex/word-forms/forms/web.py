from flask import Flask, jsonify, request

from .patterns import form

app = Flask(__name__)
WORDS = ["weaves", "slowly", "carded", "spun"]


@app.get("/words")
def words():
    pattern = form(request.args.get("form"))
    return jsonify([word for word in WORDS if pattern.match(word)])
