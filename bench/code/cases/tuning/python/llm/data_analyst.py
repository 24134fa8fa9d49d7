"""Answers questions about a table with code that a model writes."""
import pandas
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()
frame = pandas.read_parquet("sales.parquet")


class Question(BaseModel):
    text: str


@app.post("/ask")
def ask(question: Question):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "Answer with one Python expression over the data frame `frame`."},
            {"role": "user", "content": question.text},
        ],
    )
    expression = completion.choices[0].message.content.strip("` \n")
    return {"answer": str(eval(expression, {"frame": frame}))}  # weak: CWE-94|CWE-95|CWE-1426
