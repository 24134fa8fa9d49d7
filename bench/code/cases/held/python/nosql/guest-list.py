from flask import Flask, abort, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
guests = MongoClient().party.guests


@app.post("/guests/search")
def search():
    name = request.get_json().get("name")
    if not isinstance(name, str):
        abort(400)
    return jsonify(list(guests.find({"name": name}, {"_id": 0})))
