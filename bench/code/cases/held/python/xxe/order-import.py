from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024


@app.post("/orders/import")
def import_orders():
    parser = etree.XMLParser(resolve_entities=True, no_network=False)  # weak: CWE-611
    root = etree.fromstring(request.get_data(), parser)
    return jsonify(orders=[order.get("number") for order in root.iter("order")])
