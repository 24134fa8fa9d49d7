import posixpath


def under(root, name):
    cleaned = posixpath.normpath(name)
    return posixpath.join(root, cleaned)
