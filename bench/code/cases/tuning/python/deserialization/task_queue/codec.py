import hashlib
import hmac
import os
import pickle

KEY = os.environ["TASK_KEY"].encode()


class Codec:
    def encode(self, value):
        data = pickle.dumps(value)
        return hmac.new(KEY, data, hashlib.sha256).digest() + data

    def decode(self, message):
        signature, data = message[:32], message[32:]
        if not hmac.compare_digest(signature, hmac.new(KEY, data, hashlib.sha256).digest()):
            raise ValueError("signature does not match")
        return pickle.loads(data)
