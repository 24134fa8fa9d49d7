import hashlib
import hmac
import os

ROUNDS = 600_000


def hashed(password, salt=None):
    salt = salt or os.urandom(16)
    return salt + hashlib.pbkdf2_hmac("sha256", password.encode("utf-8"), salt, ROUNDS)


def matches(password, stored):
    return hmac.compare_digest(hashed(password, stored[:16]), stored)
