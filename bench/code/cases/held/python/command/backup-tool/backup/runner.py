"""Runs the dump of a database; the compressed file replaces yesterday's."""
import os

from .settings import Job


class Runner:
    def __init__(self, job: Job):
        self.job = job

    def command(self) -> str:
        parts = ['pg_dump', self.job.database]
        if self.job.compress:
            parts += ['|', 'gzip']
        parts += ['>', os.path.join(self.job.target, 'dump.sql.gz')]
        return ' '.join(parts)

    def start(self) -> int:
        return os.system(self.command())  # weak: CWE-78
