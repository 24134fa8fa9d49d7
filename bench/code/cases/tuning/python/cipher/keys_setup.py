"""Makes the key pair of a new tenant."""
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def make(passphrase: bytes) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # weak: CWE-326
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
