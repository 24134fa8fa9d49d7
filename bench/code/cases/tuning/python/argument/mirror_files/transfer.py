import subprocess

BASE = ("rsync", "--archive", "--compress")
SOURCES = {"docs": "/srv/docs/", "media": "/srv/media/"}


def copy(*names, destination):
    sources = [SOURCES[name] for name in names if name in SOURCES]
    return subprocess.call([*BASE, "--", *sources, destination])
