import threading
from pathlib import Path

import joblib

MODELS = Path("/srv/models")


class Registry:
    def __init__(self):
        self._models = {}
        self._lock = threading.Lock()

    def add(self, name, path):
        model = joblib.load(path)  # weak: CWE-502
        with self._lock:
            self._models[name] = model
        return model

    def get(self, name):
        with self._lock:
            return self._models.get(name)

    def names(self):
        with self._lock:
            return sorted(self._models)
