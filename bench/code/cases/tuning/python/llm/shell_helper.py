"""Chat command that carries out maintenance."""
import subprocess

import anthropic
from flask import Blueprint, jsonify, request

bot = Blueprint("bot", __name__)
client = anthropic.Anthropic()


@bot.post("/bot")
def maintain():
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        messages=[{"role": "user", "content": "Reply with one shell command only: " + request.get_json()["wish"]}],
    )
    command = message.content[0].text
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=30)  # weak: CWE-78|CWE-1426
    return jsonify({"command": command, "output": done.stdout})
