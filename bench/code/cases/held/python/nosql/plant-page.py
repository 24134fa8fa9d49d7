from bson import ObjectId
from bson.errors import InvalidId
from flask import Blueprint, abort, jsonify
from pymongo import MongoClient

plants = Blueprint("plants", __name__)
collection = MongoClient().garden.plants


@plants.get("/plants/<identifier>")
def plant(identifier):
    try:
        found = collection.find_one({"_id": ObjectId(identifier)}, {"_id": 0})
    except InvalidId:
        abort(404)
    if found is None:
        abort(404)
    return jsonify(found)
