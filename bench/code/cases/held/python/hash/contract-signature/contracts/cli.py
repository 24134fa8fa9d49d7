import getpass
import sys
from pathlib import Path

from .signing import load_key, sign


def main():
    document = Path(sys.argv[1])
    key = load_key('contract-key.pem', getpass.getpass().encode())
    document.with_suffix('.sig').write_bytes(sign(key, document.read_bytes()))


if __name__ == '__main__':
    main()
