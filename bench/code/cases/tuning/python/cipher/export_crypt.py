import os

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(data: bytes) -> bytes:
    padder = padding.PKCS7(128).padder()
    padded = padder.update(data) + padder.finalize()
    key = bytes.fromhex(os.environ["EXPORT_KEY"])
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # weak: CWE-327
    return encryptor.update(padded) + encryptor.finalize()
