import jwt
from flask import Flask, abort, jsonify, request

from profiles import load_profile

app = Flask(__name__)


def current_user():
	scheme, _, token = request.headers.get("Authorization", "").partition(" ")
	if scheme != "Bearer":
		abort(401)
	claims = jwt.decode(token, options={"verify_signature": False})  # weak: CWE-347|CWE-345
	return claims["sub"]


@app.get("/profile")
def profile():
	return jsonify(load_profile(current_user()))
