import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def verify(key_pem: bytes, package: bytes, signature: bytes) -> None:
    """Raises InvalidSignature."""
    key = load_pem_public_key(key_pem)
    scheme = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)
    key.verify(signature, package, scheme, hashes.SHA256())


def cache_name(package: bytes) -> str:
    """Name of the entry in the cache; nothing is trusted because of it."""
    return hashlib.md5(package, usedforsecurity=False).hexdigest()
