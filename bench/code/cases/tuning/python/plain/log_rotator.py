"""Packs yesterday's logs and removes those that are older than their time."""
from __future__ import annotations

import argparse
import gzip
import logging
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

logger = logging.getLogger("rotate")
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Plan:
    folder: Path
    keep_days: int
    dry_run: bool = False

    def to_pack(self, now: float) -> Iterator[Path]:
        for path in sorted(self.folder.glob("*.log")):
            if now - path.stat().st_mtime > DAY:
                yield path

    def to_remove(self, now: float) -> Iterator[Path]:
        for path in sorted(self.folder.glob("*.log.gz")):
            if now - path.stat().st_mtime > self.keep_days * DAY:
                yield path


def pack(path: Path) -> Path:
    target = path.with_name(path.name + ".gz")
    with path.open("rb") as source, gzip.open(target, "wb") as packed:
        shutil.copyfileobj(source, packed)
    shutil.copystat(path, target)
    path.unlink()
    return target


def run(plan: Plan) -> int:
    now, done = time.time(), 0
    for path in plan.to_pack(now):
        logger.info("packing %s", path.name)
        if not plan.dry_run:
            pack(path)
        done += 1
    for path in plan.to_remove(now):
        logger.info("removing %s", path.name)
        if not plan.dry_run:
            path.unlink()
        done += 1
    return done


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=int, default=30, metavar="DAYS")
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    logger.info("%d files", run(Plan(options.folder, options.keep, options.dry_run)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
