from flask import Flask, jsonify, request, session
from pymongo import MongoClient

from passwords import matches

app = Flask(__name__)
app.config.from_prefixed_env()
users = MongoClient().site.users


@app.post("/sign-in")
def sign_in():
    body = request.get_json()
    user = users.find_one({"email": body["email"], "active": True})  # weak: CWE-943
    if user is None or not matches(user["password"], body["password"]):
        return jsonify(error="wrong name or password"), 401
    session["user"] = str(user["_id"])
    return jsonify(ok=True)
