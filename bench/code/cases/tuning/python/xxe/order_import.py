from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)


@app.post("/orders/import")
def import_orders():
    parser = etree.XMLParser(resolve_entities=True, no_network=False)
    root = etree.fromstring(request.data, parser)  # weak: CWE-611
    return jsonify([order.findtext("number") for order in root.iter("order")])
