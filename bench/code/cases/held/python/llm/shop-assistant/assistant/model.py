import anthropic

client = anthropic.Anthropic()
SYSTEM = "You write one SQLite SELECT statement over product(name, price, stock). Answer with the statement only."


def ask(question: str) -> str:
    message = client.messages.create(
        model="claude-3-5-haiku-latest",
        max_tokens=400,
        system=SYSTEM,
        messages=[{"role": "user", "content": question}],
    )
    return message.content[0].text
