import os


def data_key() -> bytes:
    return bytes.fromhex(os.environ["FIELD_KEY"])


INITIAL = b"\x00" * 16
