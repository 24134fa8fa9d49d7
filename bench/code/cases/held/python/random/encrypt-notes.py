import random

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def new_key():
    return random.randbytes(32)  # weak: CWE-338|CWE-330


def encrypt(key, nonce, text):
    return AESGCM(key).encrypt(nonce, text.encode("utf-8"), None)
