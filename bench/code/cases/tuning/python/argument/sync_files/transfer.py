import subprocess

BASE = ("rsync", "--archive", "--compress")


def copy(*sources, destination):
    return subprocess.call([*BASE, *sources, destination])  # weak: CWE-88
