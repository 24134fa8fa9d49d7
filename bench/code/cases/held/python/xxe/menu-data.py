import xml.etree.ElementTree as ET
from pathlib import Path

from flask import Flask, jsonify, request

app = Flask(__name__)
MENU = ET.parse(Path(__file__).parent / "menu.xml")


@app.get("/menu")
def menu():
    vegetarian = "vegetarian" in request.args
    dishes = [
        {"name": dish.findtext("name"), "price": dish.findtext("price")}
        for dish in MENU.getroot().iter("dish")
        if not vegetarian or dish.get("vegetarian") == "yes"
    ]
    return jsonify(dishes)
