from hashlib import pbkdf2_hmac

ROUNDS = 100


def hashed(password: str, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha256", password.encode("utf-8"), salt, ROUNDS)  # weak: CWE-916
