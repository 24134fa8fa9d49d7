import os
import sys


def show(path):
    if os.access(path, os.R_OK):
        with open(path, encoding="utf-8") as file:  # weak: CWE-367|CWE-362
            sys.stdout.write(file.read())


if __name__ == "__main__":
    show(sys.argv[1])
