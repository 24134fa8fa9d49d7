import stat

MODE = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


def write_key(path, key):
    path.write_bytes(key)
    path.chmod(MODE)  # weak: CWE-732
