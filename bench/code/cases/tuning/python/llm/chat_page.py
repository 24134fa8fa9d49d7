from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.get("/chat")
def chat():
    reply = client.responses.create(model="gpt-4o-mini", input=request.args["q"])
    return "<article>" + reply.output_text + "</article>"  # weak: CWE-79|CWE-1426
