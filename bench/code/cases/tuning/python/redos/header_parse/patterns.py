import re

QUOTED = re.compile(r'^"(?:[^"\\]|\\.|[^"])*"$')  # weak: CWE-1333|CWE-400
TOKEN = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
