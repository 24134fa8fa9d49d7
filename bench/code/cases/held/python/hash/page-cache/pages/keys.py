import hashlib


def cache_key(path, language):
    raw = f"{language}:{path}".encode()
    return "page:" + hashlib.md5(raw, usedforsecurity=False).hexdigest()
