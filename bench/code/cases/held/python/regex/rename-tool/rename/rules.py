import re
from dataclasses import dataclass


@dataclass
class Rule:
    pattern: str
    replacement: str

    def apply(self, name):
        return re.sub(self.pattern, self.replacement, name)  # weak: CWE-1333|CWE-730|CWE-400
