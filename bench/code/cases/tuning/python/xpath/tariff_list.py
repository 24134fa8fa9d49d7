from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
TARIFFS = etree.parse("data/tariffs.xml")


@app.get("/tariffs")
def tariff():
    zone = request.args.get("zone", "")
    nodes = TARIFFS.xpath("//zone[@name=$zone]/tariff/text()", zone=zone)
    return jsonify({"tariffs": [str(node) for node in nodes]})
