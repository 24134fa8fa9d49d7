from dataclasses import dataclass


@dataclass
class Search:
    term: str
    limit: int = 20
