"""Reads the configuration of a kiosk from the control room."""
import sys
import types

import requests


def load(kiosk: int):
    source = requests.get(f"https://control.internal/kiosks/{kiosk}.py", timeout=10).text
    module = types.ModuleType("kiosk")
    exec(source, module.__dict__)  # weak: CWE-94|CWE-95|CWE-494
    return module


if __name__ == "__main__":
    print(load(int(sys.argv[1])).TITLE)
