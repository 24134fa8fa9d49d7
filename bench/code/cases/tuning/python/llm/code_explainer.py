"""Lets a model explain a module and writes the explanation beside it."""
import pathlib
import sys

import anthropic

client = anthropic.Anthropic()


def explain(path: pathlib.Path) -> pathlib.Path:
    prompt = "Explain this module to a new colleague:\n" + path.read_text(encoding="utf-8")
    reply = client.messages.create(
        model="claude-sonnet-4-5", max_tokens=2000, messages=[{"role": "user", "content": prompt}]
    )
    target = path.with_suffix(".md")
    target.write_text(reply.content[0].text, encoding="utf-8")
    return target


if __name__ == "__main__":
    print(explain(pathlib.Path(sys.argv[1])))
