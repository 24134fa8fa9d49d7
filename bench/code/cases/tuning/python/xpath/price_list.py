from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
PRICES = etree.parse("data/prices.xml")


@app.get("/prices")
def price():
    sku = request.args.get("sku", "")
    nodes = PRICES.xpath("//item[@sku='" + sku + "']/price/text()")  # weak: CWE-643
    return jsonify({"prices": [str(node) for node in nodes]})
