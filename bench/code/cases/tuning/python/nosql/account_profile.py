from flask import Flask, abort, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient("mongodb://db:27017").shop.users


@app.post("/api/profile")
def profile():
    body = request.get_json()
    handle = str(body.get("handle", ""))
    user = users.find_one({"handle": handle, "public": True}, {"_id": 0, "handle": 1, "bio": 1})
    if user is None:
        abort(404)
    return jsonify(user)
