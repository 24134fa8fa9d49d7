import os
import tempfile


def scratch(name: str) -> str:
    path = os.path.join(tempfile.gettempdir(), "importer.lock")
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o666)  # weak: CWE-377|CWE-379|CWE-732
    os.write(handle, name.encode())
    os.close(handle)
    return path
