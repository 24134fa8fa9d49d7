import subprocess
import tempfile


def print_label(zpl: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".zpl") as label:
        label.write(zpl)
        label.flush()
        subprocess.run(["lp", "-d", "labels", label.name], check=True)
