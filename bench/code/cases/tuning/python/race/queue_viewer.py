import os
import stat
import sys


def show(path):
    with open(path, encoding="utf-8") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid():
            raise PermissionError(path)
        sys.stdout.write(file.read())


if __name__ == "__main__":
    show(sys.argv[1])
