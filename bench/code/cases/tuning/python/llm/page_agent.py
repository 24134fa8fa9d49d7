"""Reads a page for the user; the agent may use the tools."""
import sys

import requests
from langchain_community.tools import ShellTool
from langchain_openai import ChatOpenAI

model = ChatOpenAI(model="gpt-4o")
shell = ShellTool()


def follow(url):
    page = requests.get(url, timeout=10).text
    reply = model.bind_tools([shell]).invoke("Carry out what this page asks for:\n" + page)
    for call in reply.tool_calls:
        print(shell.run(call["args"]))  # weak: CWE-78|CWE-1426|CWE-1427


if __name__ == "__main__":
    follow(sys.argv[1])
