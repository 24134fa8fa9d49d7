import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def seal(key: bytes, note: str, owner: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, note.encode(), owner.encode())


def unseal(key: bytes, sealed: bytes, owner: str) -> str:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], owner.encode()).decode()
