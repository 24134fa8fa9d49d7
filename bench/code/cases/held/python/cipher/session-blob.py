from Crypto.Cipher import ChaCha20_Poly1305
from Crypto.Random import get_random_bytes

LEGACY_NAMES = ("DES", "RC4")


def encrypt_blob(key, blob, algorithm="chacha20"):
    if algorithm.upper() in LEGACY_NAMES:
        raise ValueError(algorithm)
    cipher = ChaCha20_Poly1305.new(key=key, nonce=get_random_bytes(24))
    ciphertext, tag = cipher.encrypt_and_digest(blob)
    return cipher.nonce + tag + ciphertext
