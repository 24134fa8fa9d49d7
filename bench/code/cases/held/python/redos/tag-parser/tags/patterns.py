import re

TAG = re.compile(r"#([a-z0-9]+(?:-[a-z0-9]+)*)")
WORD = re.compile(r"[a-z]+")
