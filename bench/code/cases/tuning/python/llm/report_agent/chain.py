from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI

PROMPT = PromptTemplate.from_template("Write a WHERE clause (SQLite) for table visits: {wish}")


def clause(wish):
    return (PROMPT | ChatOpenAI(model="gpt-4o-mini")).invoke({"wish": wish}).content
