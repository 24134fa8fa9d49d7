from flask import Flask, Response, request

from .store import Reviews

app = Flask(__name__)
reviews = Reviews()


@app.post("/reviews/<int:product>")
def add(product):
    reviews.add(product, request.get_json()["text"])
    return "", 204


@app.get("/reviews")
def feed():
    body = "".join(map("<blockquote>{}</blockquote>".format, reviews))
    return Response(body, mimetype="text/html")  # weak: CWE-79
