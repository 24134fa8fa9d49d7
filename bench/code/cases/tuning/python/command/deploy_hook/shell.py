import contextlib
import os
import subprocess


@contextlib.contextmanager
def workdir(path):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def run(template, **values):
    return subprocess.Popen(template % values, shell=True).wait()  # weak: CWE-78
