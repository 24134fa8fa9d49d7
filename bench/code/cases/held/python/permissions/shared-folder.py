"""Prepares the folder that the kiosk and its editors share."""
import os


def prepare(folder):
    os.makedirs(folder, exist_ok=True)
    settings = os.path.join(folder, "settings.ini")
    with open(settings, "a"):
        pass
    os.chmod(settings, 0o777)  # weak: CWE-732


if __name__ == "__main__":
    prepare("/var/lib/kiosk")
