from html import escape

from flask import Flask, Response, request

from .store import Ratings

app = Flask(__name__)
ratings = Ratings()


@app.post("/ratings/<int:product>")
def add(product):
    body = request.get_json()
    ratings.add(product, int(body["stars"]), body["text"])
    return "", 204


@app.get("/ratings")
def feed():
    body = "".join(f"<p>{'*' * stars} {escape(text)}</p>" for stars, text in ratings)
    return Response(body, mimetype="text/html")
