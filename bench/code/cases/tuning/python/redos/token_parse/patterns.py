import re

QUOTED = re.compile(r'^"(?:[^"\\]|\\.)*"$')
TOKEN = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
