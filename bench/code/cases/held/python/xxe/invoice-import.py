from defusedxml import ElementTree
from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024


@app.post("/invoices/import")
def import_invoices():
    root = ElementTree.fromstring(request.get_data())
    return jsonify(invoices=[invoice.get("number") for invoice in root.iter("invoice")])
