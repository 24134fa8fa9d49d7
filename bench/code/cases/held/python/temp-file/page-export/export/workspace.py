import contextlib
import os
import tempfile


@contextlib.contextmanager
def workspace():
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        yield folder


def scratch(folder):
    descriptor, path = tempfile.mkstemp(suffix=".html", dir=folder)
    return os.fdopen(descriptor, "w", encoding="utf-8"), path
