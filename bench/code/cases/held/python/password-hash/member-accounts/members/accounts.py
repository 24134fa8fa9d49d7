import hmac
import os

from .hashing import hashed


class Accounts:
    def __init__(self):
        self.stored = {}

    def add(self, name, password):
        salt = os.urandom(16)
        self.stored[name] = (salt, hashed(password, salt))

    def check(self, name, password):
        salt, expected = self.stored.get(name, (b"", b""))
        return hmac.compare_digest(hashed(password, salt), expected)
