import subprocess
import tempfile


def render(markdown: str) -> bytes:
    with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file:
        file.write(markdown)
        file.flush()
        done = subprocess.run(["pandoc", "-t", "pdf", file.name], capture_output=True, check=True, timeout=60)
    return done.stdout
