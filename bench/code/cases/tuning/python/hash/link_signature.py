"""Signed download links."""
import hashlib
import os

KEY = os.environ["LINK_KEY"]


def sign(path: str, expires: int) -> str:
    return hashlib.md5(f"{KEY}:{path}:{expires}".encode()).hexdigest()  # weak: CWE-328|CWE-327
