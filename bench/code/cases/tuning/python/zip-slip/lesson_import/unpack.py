import tarfile
from pathlib import Path


def members(archive):
    for member in archive:
        if member.isfile() and member.size < 5_000_000:
            yield member


def unpack(stream, folder):
    folder = Path(folder).resolve()
    with tarfile.open(fileobj=stream, mode="r:*") as archive:
        for position, member in enumerate(members(archive)):
            target = folder / f"{position:05d}.bin"
            target.write_bytes(archive.extractfile(member).read())
