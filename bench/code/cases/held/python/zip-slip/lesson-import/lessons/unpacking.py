import shutil
import zipfile
from pathlib import Path

FOLDER = Path('/srv/lessons').resolve()


def unpack(upload):
    with zipfile.ZipFile(upload) as archive:
        for info in archive.infolist():
            target = (FOLDER / info.filename).resolve()
            if info.is_dir() or not target.is_relative_to(FOLDER):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as source, target.open('wb') as out:
                shutil.copyfileobj(source, out)
