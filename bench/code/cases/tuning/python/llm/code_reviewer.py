"""Lets a model write a test and runs it."""
import importlib.util
import pathlib
import tempfile

import anthropic

client = anthropic.Anthropic()


def run_generated(source: str):
    prompt = f"Write a Python module with a function check() that tests this:\n{source}"
    reply = client.messages.create(
        model="claude-sonnet-4-5", max_tokens=2000, messages=[{"role": "user", "content": prompt}]
    )
    code = compile(reply.content[0].text, "generated", "exec")
    namespace = {"__name__": "generated"}
    exec(code, namespace)  # weak: CWE-94|CWE-95|CWE-1426
    return namespace["check"]()


if __name__ == "__main__":
    print(run_generated(pathlib.Path("subject.py").read_text(encoding="utf-8")))
