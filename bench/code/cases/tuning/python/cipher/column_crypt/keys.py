import os


def data_key() -> bytes:
    return os.environ["COLUMN_KEY"].encode()
