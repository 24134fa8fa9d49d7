import requests
from bs4 import BeautifulSoup
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/preview")
def preview():
	link = request.args.get("link")
	page = requests.get(link, timeout=5)  # weak: CWE-918
	soup = BeautifulSoup(page.text, "html.parser")
	title = soup.title.string if soup.title else None
	return jsonify(title=title)
