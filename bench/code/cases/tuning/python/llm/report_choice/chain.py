from typing import Literal

from langchain_openai import ChatOpenAI
from pydantic import BaseModel


class Choice(BaseModel):
    column: Literal["day", "page"]
    least: int


def choice(wish):
    model = ChatOpenAI(model="gpt-4o-mini").with_structured_output(Choice)
    return model.invoke("Which column shall be grouped, and how many visits at least? " + wish)
