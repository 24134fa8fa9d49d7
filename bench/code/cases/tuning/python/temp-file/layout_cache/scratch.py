import contextlib
import os
import tempfile


@contextlib.contextmanager
def scratch(suffix):
    with tempfile.TemporaryDirectory(prefix="layout-") as folder:
        yield os.path.join(folder, "layout" + suffix)
