import os
import shutil
import zipfile


def members(archive):
    for info in archive.infolist():
        if not info.is_dir():
            yield info


def unpack(upload, folder):
    with zipfile.ZipFile(upload) as archive:
        for info in members(archive):
            target = os.path.join(folder, info.filename)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(info) as source, open(target, "wb") as out:  # weak: CWE-22
                shutil.copyfileobj(source, out)
