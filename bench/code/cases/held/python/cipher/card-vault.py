from Crypto.Cipher import DES3
from Crypto.Util.Padding import pad, unpad


class CardVault:
    def __init__(self, key, nonce_source):
        self.key = key
        self.nonce_source = nonce_source

    def seal(self, number):
        iv = self.nonce_source(8)
        cipher = DES3.new(self.key, DES3.MODE_CBC, iv)  # weak: CWE-327|CWE-326
        return iv + cipher.encrypt(pad(number.encode(), DES3.block_size))
