from pathlib import Path

from .keys import ring


def write(source: Path, target: Path):
    target.write_bytes(ring().encrypt(source.read_bytes()))


def rotate(target: Path):
    target.write_bytes(ring().rotate(target.read_bytes()))
