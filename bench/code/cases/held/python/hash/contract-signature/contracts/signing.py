from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding


def load_key(path, password):
    with open(path, 'rb') as source:
        return serialization.load_pem_private_key(source.read(), password=password)


def sign(key, document):
    return key.sign(document, padding.PKCS1v15(), hashes.SHA1())  # weak: CWE-327|CWE-328
