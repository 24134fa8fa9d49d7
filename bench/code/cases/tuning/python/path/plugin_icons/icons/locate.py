import os

ROOTS = {"light": "/srv/plugins/light", "dark": "/srv/plugins/dark"}


class Outside(Exception):
    pass


def locate(theme, name):
    root = ROOTS[theme]
    path = os.path.normpath(os.path.join(root, name))
    if not path.startswith(root + os.sep):
        raise Outside(name)
    return path
