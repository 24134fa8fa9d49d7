import os

from Crypto.Cipher import AES


def seal(text: str) -> bytes:
    key = bytes.fromhex(os.environ["VAULT_KEY"])
    cipher = AES.new(key, AES.MODE_GCM)
    ciphertext, tag = cipher.encrypt_and_digest(text.encode())
    return cipher.nonce + tag + ciphertext
