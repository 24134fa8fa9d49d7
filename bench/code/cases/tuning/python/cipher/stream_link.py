"""Encrypts the link between two field devices."""
import os

from Crypto.Cipher import ARC4


def channel():
    cipher = ARC4.new(bytes.fromhex(os.environ["LINK_KEY"]))  # weak: CWE-327
    return cipher.encrypt, cipher.decrypt
