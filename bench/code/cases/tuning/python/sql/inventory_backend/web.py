from flask import Flask, jsonify, request

from . import Search, choose

app = Flask(__name__)
backend = choose("inventory.db")


@app.get("/items")
def items():
    search = Search(request.args["q"], limit=request.args.get("limit", 20, type=int))
    return jsonify(backend.find(search))
