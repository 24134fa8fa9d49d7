from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)


@app.post("/offers/import")
def import_offers():
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(request.data, parser)
    return jsonify([offer.findtext("number") for offer in root.iter("offer")])
