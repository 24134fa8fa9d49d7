import io

import joblib


class Registry:
    def __init__(self):
        self.models = {}

    def register(self, name, blob):
        self.models[name] = joblib.load(io.BytesIO(blob))  # weak: CWE-502

    def names(self):
        return sorted(self.models)
