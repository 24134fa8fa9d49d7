import threading

from safetensors.numpy import load


class Registry:
    def __init__(self):
        self._models = {}
        self._lock = threading.Lock()

    def add(self, name, content):
        tensors = load(content)
        with self._lock:
            self._models[name] = tensors
        return tensors

    def get(self, name):
        with self._lock:
            return self._models.get(name)

    def names(self):
        with self._lock:
            return sorted(self._models)
