from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
catalog = etree.parse("catalog.xml")


@app.get("/objects")
def objects():
    artist = request.args.get("artist", "")
    found = catalog.xpath("//object[artist='" + artist + "' and @public='yes']/title/text()")  # weak: CWE-643
    return jsonify([str(title) for title in found])
