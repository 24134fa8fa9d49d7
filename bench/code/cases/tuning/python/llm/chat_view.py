from flask import Flask, request
from markupsafe import escape
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.get("/chat")
def chat():
    reply = client.responses.create(model="gpt-4o-mini", input=request.args["q"], max_output_tokens=500)
    return f"<article>{escape(reply.output_text)}</article>"
