import re

from flask import Flask, jsonify, request

app = Flask(__name__)
NUMBER = re.compile(r"^\+[1-9][0-9]{6,14}$")


@app.post("/callback")
def subscribe():
    number = request.form["number"]
    return jsonify({"valid": NUMBER.fullmatch(number) is not None})
