import json

from openai import OpenAI

from .tools import SCHEMAS, TOOLS

client = OpenAI()


def answer(messages):
    reply = client.chat.completions.create(model="gpt-4o", messages=messages, tools=SCHEMAS).choices[0].message
    results = []
    for call in reply.tool_calls or []:
        if call.function.name in TOOLS:
            arguments = json.loads(call.function.arguments)
            results.append(TOOLS[call.function.name](number=int(arguments["number"])))
    return reply.content, results
