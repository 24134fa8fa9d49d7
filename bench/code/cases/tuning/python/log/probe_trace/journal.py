import datetime
import json


class Journal:
    def __init__(self, path):
        self._path = path

    def entry(self, **fields):
        at = datetime.datetime.now(datetime.timezone.utc).isoformat()
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"at": at, **fields}) + "\n")
