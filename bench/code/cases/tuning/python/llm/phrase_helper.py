"""Chat command that suggests maintenance for a person to carry out."""
import subprocess

import anthropic
from flask import Blueprint, jsonify, request

bot = Blueprint("bot", __name__)
client = anthropic.Anthropic()


@bot.post("/bot")
def suggest():
    load = subprocess.run(["uptime"], capture_output=True, text=True, timeout=10).stdout
    wish = request.get_json()["wish"]
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        messages=[{"role": "user", "content": f"Load: {load}. Suggest what an operator should look at: {wish}"}],
    )
    return jsonify({"suggestion": message.content[0].text})
