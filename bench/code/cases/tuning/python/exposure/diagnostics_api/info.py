import os
import platform


def environment():
    return {"python": platform.python_version(), "environment": dict(os.environ)}
