from defusedxml import minidom
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/sheets")
def sheets():
    document = minidom.parseString(request.get_data())
    return jsonify([node.tagName for node in document.documentElement.childNodes if node.nodeType == node.ELEMENT_NODE])
