"""Reads a page for the user and prints a digest of it."""
import sys

import requests
from langchain_openai import ChatOpenAI
from pydantic import BaseModel, Field

model = ChatOpenAI(model="gpt-4o")


class Digest(BaseModel):
    title: str = Field(max_length=200)
    sentences: list[str] = Field(max_length=5)


def digest(url):
    page = requests.get(url, timeout=10).text
    reply = model.with_structured_output(Digest).invoke("Sum up this page:\n" + page[:20000])
    print(reply.title)
    for sentence in reply.sentences:
        print("-", sentence)


if __name__ == "__main__":
    digest(sys.argv[1])
