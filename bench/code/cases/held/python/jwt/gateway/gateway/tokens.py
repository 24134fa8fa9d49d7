import os

import jwt

KEY = os.environ["GATEWAY_PUBLIC_KEY"]


def claims_of(token):
    algorithm = jwt.get_unverified_header(token)["alg"]
    return jwt.decode(token, KEY, algorithms=[algorithm], audience="gateway")  # weak: CWE-347|CWE-327
