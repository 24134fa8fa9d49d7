import subprocess

from .workspace import scratch, workspace


def export(html, target):
    with workspace() as folder:
        out, path = scratch(folder)
        with out:
            out.write(html)
        subprocess.run(["weasyprint", path, target], check=True)


if __name__ == "__main__":
    export("<h1>Yearbook</h1>", "yearbook.pdf")
