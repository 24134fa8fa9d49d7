import ast

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/sum")
def total():
    try:
        numbers = ast.literal_eval(request.args.get("numbers", "[]")[:2000])
        return jsonify(total=sum(float(number) for number in numbers))
    except (ValueError, SyntaxError, TypeError):
        return jsonify(error="not a list of numbers"), 400
