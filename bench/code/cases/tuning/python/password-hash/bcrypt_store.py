import bcrypt


def hashed(password: str) -> bytes:
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(rounds=12))


def matches(password: str, stored: bytes) -> bool:
    return bcrypt.checkpw(password.encode()[:72], stored)
