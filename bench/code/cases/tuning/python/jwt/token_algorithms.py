import functools
import os

import jwt
from flask import abort, g, request

PUBLIC_KEY = os.environ["TOKEN_PUBLIC_KEY"]


def authenticated(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        algorithm = jwt.get_unverified_header(token)["alg"]
        try:
            g.claims = jwt.decode(token, PUBLIC_KEY, algorithms=[algorithm])  # weak: CWE-347
        except jwt.PyJWTError:
            abort(401)
        return view(*args, **kwargs)

    return wrapper
