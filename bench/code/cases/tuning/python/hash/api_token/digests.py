import hashlib


def digest(data: bytes, algorithm: str) -> str:
    return hashlib.new(algorithm, data).hexdigest()  # weak: CWE-328|CWE-327
