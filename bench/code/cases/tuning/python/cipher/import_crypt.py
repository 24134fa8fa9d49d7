import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def encrypt(data: bytes, label: bytes) -> bytes:
    key = bytes.fromhex(os.environ["IMPORT_KEY"])
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, data, label)


def decrypt(message: bytes, label: bytes) -> bytes:
    key = bytes.fromhex(os.environ["IMPORT_KEY"])
    return AESGCM(key).decrypt(message[:12], message[12:], label)
