"""Reads the configuration of a kiosk that is installed with it."""
import configparser
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def load(kiosk: int):
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(HERE / "kiosks" / f"{kiosk}.ini", encoding="utf-8")
    return parser["kiosk"]


if __name__ == "__main__":
    print(load(int(sys.argv[1]))["title"])
