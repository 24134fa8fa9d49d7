import dill
import json


class JsonSerializer:
    def load(self, data):
        return json.loads(data)


class ObjectSerializer:
    def load(self, data):
        return dill.loads(data)  # weak: CWE-502


SERIALIZERS = {"application/json": JsonSerializer(), "application/x-object": ObjectSerializer()}
