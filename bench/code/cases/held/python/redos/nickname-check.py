import re

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/nicknames/check")
def check():
    nickname = request.args.get("nickname", "")
    found = re.match(r"^([a-z0-9]+[-_.]?)+$", nickname)  # weak: CWE-1333
    return jsonify(valid=found is not None)
