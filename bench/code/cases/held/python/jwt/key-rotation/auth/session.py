import jwt
from flask import abort, g, request

from .keys import key_for


def load_user():
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        g.claims = jwt.decode(token, key_for(token), algorithms=["RS256"], audience="shop")
    except jwt.PyJWTError:
        abort(401)
