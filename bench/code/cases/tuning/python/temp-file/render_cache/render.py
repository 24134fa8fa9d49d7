import subprocess

from .scratch import scratch_name


def render(diagram: str) -> bytes:
    target = scratch_name(".png")
    subprocess.run(["dot", "-Tpng", "-o", target], input=diagram.encode(), check=True, timeout=30)
    with open(target, "rb") as file:
        return file.read()
