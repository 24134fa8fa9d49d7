from pathlib import Path

from django.conf import settings

FORMATS = {"small": 160, "medium": 640}


def page_path(record_id: int, number: int, size: str) -> Path:
    return Path(settings.PAGES_ROOT) / str(record_id) / f"{number:04d}-{FORMATS[size]}.png"


def note_path(record_id: int, language: str) -> Path | None:
    folder = (Path(settings.NOTES_ROOT) / str(record_id)).resolve()
    path = (folder / f"{language}.txt").resolve()
    if path.parent != folder:
        return None
    return path if path.is_file() else None
