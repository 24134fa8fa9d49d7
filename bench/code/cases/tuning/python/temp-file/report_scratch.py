import os
import subprocess
import tempfile


def render(markdown: str) -> bytes:
    source = tempfile.mktemp(suffix=".md")  # weak: CWE-377
    with open(source, "w", encoding="utf-8") as file:
        file.write(markdown)
    try:
        return subprocess.run(["pandoc", "-t", "pdf", source], capture_output=True, check=True, timeout=60).stdout
    finally:
        os.unlink(source)
