import os

from Crypto.Cipher import DES3
from Crypto.Util.Padding import pad


def seal(number: str) -> bytes:
    key = bytes.fromhex(os.environ["VAULT_KEY"])
    iv = os.urandom(8)
    cipher = DES3.new(key, DES3.MODE_CBC, iv)  # weak: CWE-327
    return iv + cipher.encrypt(pad(number.encode(), 8))
