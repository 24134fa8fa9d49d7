"""Names of data sets, and the files that belong to them."""
from pathlib import Path

ROOT = Path("/srv/datasets").resolve()


class OutsideRoot(ValueError):
    pass


def locate(relative):
    candidate = (ROOT / relative).resolve()
    if not candidate.is_relative_to(ROOT):
        raise OutsideRoot
    return candidate
