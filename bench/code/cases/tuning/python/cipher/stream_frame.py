"""Encrypts frames between two field devices."""
import os

from Crypto.Cipher import ChaCha20_Poly1305
from Crypto.Random import get_random_bytes


def seal(frame: bytes) -> bytes:
    nonce = get_random_bytes(12)
    cipher = ChaCha20_Poly1305.new(key=bytes.fromhex(os.environ["FRAME_KEY"]), nonce=nonce)
    ciphertext, tag = cipher.encrypt_and_digest(frame)
    return nonce + tag + ciphertext
