"""Installed setuid root, so that everybody in the house can print."""
import os
import sys

from .printing import print_file


def main():
    for name in sys.argv[1:]:
        print_file(os.path.abspath(name))


if __name__ == "__main__":
    main()
