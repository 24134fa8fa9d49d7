import xml.dom.pulldom
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/sheets")
def sheets():
    parser = make_parser()
    parser.setFeature(feature_external_ges, 1)
    events = xml.dom.pulldom.parse(request.stream, parser=parser)  # weak: CWE-611
    names = [node.tagName for event, node in events if event == xml.dom.pulldom.START_ELEMENT]
    return jsonify(names[:50])
