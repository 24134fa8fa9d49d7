import re

from .patterns import HEADING


def classify(line):
    if HEADING.match(line):
        return "heading"
    if re.match(r"(\s*\*+\s*)*$", line):  # weak: CWE-1333
        return "list"
    return "text"
