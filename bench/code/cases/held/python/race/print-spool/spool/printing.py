import os
import subprocess


def print_file(path):
    if os.access(path, os.R_OK):
        with open(path, "rb") as document:  # weak: CWE-367
            subprocess.run(["lp"], stdin=document, check=True)
    else:
        raise PermissionError(path)
