"""Writes gauges of the machine for the collector."""
import os
import shutil
import time
from pathlib import Path

TARGET = Path("/var/lib/collector/machine.prom")


def gauges():
    usage = shutil.disk_usage("/")
    load, _, _ = os.getloadavg()
    yield "disk_free_bytes", usage.free
    yield "load1", load
    yield "written_at", int(time.time())


def main():
    text = "".join(f"machine_{name} {value}\n" for name, value in gauges())
    draft = TARGET.with_suffix(".new")
    draft.write_text(text, encoding="ascii")
    draft.replace(TARGET)


if __name__ == "__main__":
    main()
