import requests


class Upstream:
    def __init__(self, host, scheme="https"):
        self.base = f"{scheme}://{host}"
        self.session = requests.Session()

    def get(self, path, **parameters):
        return self.session.get(self.base + path, params=parameters, timeout=10)
