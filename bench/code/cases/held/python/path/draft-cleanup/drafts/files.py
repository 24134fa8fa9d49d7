import os

DIRECTORY = "/var/lib/editor/drafts"


def location(name):
    return os.path.join(DIRECTORY, name + ".draft")


def discard(name):
    path = location(name)
    if os.path.exists(path):
        os.remove(path)  # weak: CWE-22|CWE-73
