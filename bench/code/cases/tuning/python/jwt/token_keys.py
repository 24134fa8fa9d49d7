import functools
import os

import jwt
from flask import abort, g, request

KEYS = {"2024": os.environ["TOKEN_KEY_2024"], "2025": os.environ["TOKEN_KEY_2025"]}


def authenticated(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            key = KEYS[jwt.get_unverified_header(token)["kid"]]
            g.claims = jwt.decode(token, key, algorithms=["RS256"], audience="shop")
        except (KeyError, jwt.PyJWTError):
            abort(401)
        return view(*args, **kwargs)

    return wrapper
