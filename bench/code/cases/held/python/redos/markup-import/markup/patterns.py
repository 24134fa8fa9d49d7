import re

HEADING = re.compile(r"^=+ [^=\n]+")
