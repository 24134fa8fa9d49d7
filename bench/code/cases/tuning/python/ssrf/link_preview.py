import requests
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/preview")
def preview():
    response = requests.get(request.args["url"], timeout=5)  # weak: CWE-918
    title = response.text.partition("<title>")[2].partition("</title>")[0]
    return jsonify({"title": title[:200]})
