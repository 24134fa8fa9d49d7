from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def verify(key_pem: bytes, package: bytes, signature: bytes) -> None:
    """Raises InvalidSignature."""
    key = load_pem_public_key(key_pem)
    key.verify(signature, package, padding.PKCS1v15(), hashes.SHA1())  # weak: CWE-328|CWE-327
