import re
from dataclasses import dataclass


@dataclass
class Rule:
    name: str
    words: list

    def matches(self, line):
        pattern = r"\b(?:" + "|".join(re.escape(word) for word in self.words) + r")\b"
        return re.search(pattern, line) is not None
