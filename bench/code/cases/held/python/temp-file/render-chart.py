# gnuplot reads its script from a file.
import os
import subprocess
import tempfile


def render(script):
    path = tempfile.mktemp(suffix=".gp")  # weak: CWE-377
    with open(path, "w") as out:
        out.write(script)
    try:
        return subprocess.check_output(["gnuplot", path])
    finally:
        os.remove(path)
