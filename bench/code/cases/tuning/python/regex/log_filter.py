import re

from fastapi import FastAPI

app = FastAPI()


@app.get("/lines")
def lines(pattern: str):
    with open("/var/log/app/current.log", encoding="utf-8", errors="replace") as file:
        wanted = re.compile(pattern)  # weak: CWE-1333|CWE-400|CWE-730|CWE-625
        return [line.rstrip() for line in file if wanted.search(line)][:500]
