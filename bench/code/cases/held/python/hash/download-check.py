"""Checks a package against the digest on our website before it is installed."""
import hashlib
import sys


def digest_of(path):
    digest = hashlib.md5()  # weak: CWE-327|CWE-328
    with open(path, "rb") as package:
        for block in iter(lambda: package.read(65536), b""):
            digest.update(block)
    return digest.hexdigest()


def verify(path, published):
    if digest_of(path) != published:
        sys.exit("The package was changed on its way, it will not be installed.")


if __name__ == "__main__":
    verify(sys.argv[1], sys.argv[2])
