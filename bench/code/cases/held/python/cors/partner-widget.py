from flask import Flask, jsonify, request
from flask_login import current_user, login_required

app = Flask(__name__)
PARTNERS = frozenset({"https://widgets.example.com", "https://partner.example.net"})


@app.after_request
def share(response):
    origin = request.headers.get("Origin")
    if origin in PARTNERS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers.add("Vary", "Origin")
    return response


@app.get("/points")
@login_required
def points():
    return jsonify(points=current_user.points)
