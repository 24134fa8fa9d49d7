import os
import tempfile


def scratch(name: str) -> str:
    handle, path = tempfile.mkstemp(prefix="importer-", suffix=".lock")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(name)
    return path
