import subprocess

from .scratch import scratch


def layout(diagram: str) -> bytes:
    with scratch(".svg") as target:
        subprocess.run(["neato", "-Tsvg", "-o", target], input=diagram.encode(), check=True, timeout=30)
        with open(target, "rb") as file:
            return file.read()
