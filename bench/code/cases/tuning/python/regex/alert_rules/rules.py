import re
from dataclasses import dataclass


@dataclass
class Rule:
    name: str
    pattern: str

    def matches(self, line):
        return re.match(self.pattern, line) is not None  # weak: CWE-1333|CWE-400|CWE-730|CWE-625
