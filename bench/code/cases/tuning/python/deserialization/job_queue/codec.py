import pickle
import zlib


class Codec:
    def encode(self, value):
        return zlib.compress(pickle.dumps(value))

    def decode(self, data):
        return pickle.loads(zlib.decompress(data))  # weak: CWE-502
