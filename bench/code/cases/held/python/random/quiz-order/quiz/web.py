from flask import Flask, jsonify

from .questions import shuffled

app = Flask(__name__)


@app.get("/quiz")
def quiz():
    return jsonify(questions=shuffled())
