import tarfile
from pathlib import Path


def members(archive):
    for member in archive:
        if member.isfile() and member.size < 5_000_000:
            yield member


def unpack(stream, folder):
    folder = Path(folder)
    with tarfile.open(fileobj=stream, mode="r:*") as archive:
        for member in members(archive):
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.extractfile(member).read())  # weak: CWE-22|CWE-29|CWE-73
