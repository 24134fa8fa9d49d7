from dataclasses import dataclass


@dataclass
class Job:
    database: str
    target: str = '/var/backups'
    compress: bool = True
