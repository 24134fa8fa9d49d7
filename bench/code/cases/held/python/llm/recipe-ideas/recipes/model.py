import json

import anthropic

client = anthropic.Anthropic()


def ideas(ingredients):
    message = client.messages.create(
        model="claude-3-5-haiku-latest",
        max_tokens=600,
        system="Answer with a JSON list of names of dishes.",
        messages=[{"role": "user", "content": ", ".join(ingredients)}],
    )
    try:
        names = json.loads(message.content[0].text)
    except ValueError:
        return []
    return [str(name)[:80] for name in names][:10]
