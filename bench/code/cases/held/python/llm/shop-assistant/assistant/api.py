import sqlite3

from fastapi import FastAPI
from pydantic import BaseModel

from .model import ask

app = FastAPI()


class Question(BaseModel):
    text: str


@app.post("/ask")
def answer(question: Question):
    statement = ask(question.text)
    connection = sqlite3.connect("shop.db")
    try:
        return {"rows": connection.execute(statement).fetchall()}  # weak: CWE-89|CWE-1426
    finally:
        connection.close()
