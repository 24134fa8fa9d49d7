import datetime


class Journal:
    def __init__(self, path):
        self._path = path

    def entry(self, *parts):
        at = datetime.datetime.now(datetime.timezone.utc).isoformat()
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(" ".join([at, *map(str, parts)]) + "\n")  # weak: CWE-117
