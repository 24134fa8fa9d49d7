# Encrypts a log, line by line, before it leaves the building.
import os

from Crypto.Cipher import ARC4


def records(lines):
    key = os.urandom(16)
    cipher = ARC4.new(key)  # weak: CWE-327
    for line in lines:
        yield cipher.encrypt(line.encode())


def main(path):
    with open(path) as source, open(path + ".enc", "wb") as out:
        for record in records(source):
            out.write(record)
