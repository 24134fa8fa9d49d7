import re

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/log/search")
def search():
    pattern = re.compile(request.args.get("pattern", "error"))  # weak: CWE-1333|CWE-730|CWE-400
    with open("/var/log/site/app.log", encoding="utf-8") as log:
        return jsonify([line for line in log if pattern.search(line)][:100])
