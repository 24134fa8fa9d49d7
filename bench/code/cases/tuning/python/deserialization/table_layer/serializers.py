import json
import tomllib


class JsonSerializer:
    def load(self, data):
        return json.loads(data)


class TomlSerializer:
    def load(self, data):
        return tomllib.loads(data.decode())


SERIALIZERS = {"application/json": JsonSerializer(), "application/toml": TomlSerializer()}
