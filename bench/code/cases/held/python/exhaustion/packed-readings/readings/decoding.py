import json
import zlib

LIMIT = 2 * 1024 * 1024


def decode(body):
    worker = zlib.decompressobj()
    text = worker.decompress(body, LIMIT)
    if worker.unconsumed_tail:
        raise ValueError("too large")
    return json.loads(text)
