from flask import Flask, abort, jsonify, request, session
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient("mongodb://db:27017").shop.users


@app.post("/api/login")
def login():
    credentials = request.get_json()
    user = users.find_one({"email": credentials["email"], "login_token": credentials["token"]})  # weak: CWE-943
    if user is None:
        abort(401)
    session["user"] = str(user["_id"])
    return jsonify({"ok": True})
