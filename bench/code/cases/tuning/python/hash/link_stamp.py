"""Signed download links."""
import hashlib
import hmac
import os

KEY = os.environ["LINK_KEY"].encode()


def sign(path: str, expires: int) -> str:
    return hmac.new(KEY, f"{path}:{expires}".encode(), hashlib.sha256).hexdigest()
