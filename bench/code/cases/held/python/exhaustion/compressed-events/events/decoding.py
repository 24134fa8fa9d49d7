import json
import zlib


def decode(body):
    return json.loads(zlib.decompress(body))  # weak: CWE-409|CWE-400
