import os
import sys

from jose import JWTError, jwt

ALGORITHMS = ("HS256",)


def subject(token):
    header = jwt.get_unverified_header(token)
    if header.get("typ") != "JWT":
        return None
    try:
        return jwt.decode(token, os.environ["INFO_KEY"], algorithms=list(ALGORITHMS))["sub"]
    except JWTError:
        return None


if __name__ == "__main__":
    print(subject(sys.stdin.readline().strip()) or "not valid")
