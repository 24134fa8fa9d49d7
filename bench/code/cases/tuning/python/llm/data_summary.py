"""Answers questions about a table with one of a few prepared summaries."""
import pandas
from fastapi import FastAPI, HTTPException
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()
frame = pandas.read_parquet("sales.parquet")
SUMMARIES = {"total": lambda: frame["amount"].sum(), "average": lambda: frame["amount"].mean()}


class Question(BaseModel):
    text: str


@app.post("/ask")
def ask(question: Question):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "Answer with one word: total or average."},
            {"role": "user", "content": question.text},
        ],
    )
    summary = SUMMARIES.get(completion.choices[0].message.content.strip().lower())
    if summary is None:
        raise HTTPException(422, "no such summary")
    return {"answer": float(summary())}
