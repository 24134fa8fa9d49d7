import re

from fastapi import FastAPI

app = FastAPI()


@app.get("/lines")
def lines(word: str):
    with open("/var/log/app/current.log", encoding="utf-8", errors="replace") as file:
        wanted = re.compile(r"\b" + re.escape(word) + r"\b", re.IGNORECASE)
        return [line.rstrip() for line in file if wanted.search(line)][:500]
