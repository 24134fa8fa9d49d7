from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encryptor(key):
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # weak: CWE-327


def encrypt(key, text):
    padder = padding.PKCS7(128).padder()
    data = padder.update(text.encode('utf-8')) + padder.finalize()
    worker = encryptor(key)
    return worker.update(data) + worker.finalize()
