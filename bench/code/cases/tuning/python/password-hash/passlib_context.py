from passlib.context import CryptContext

contexts = CryptContext(schemes=["md5_crypt"])  # weak: CWE-916|CWE-327


def hashed(password: str) -> str:
    return contexts.hash(password)
