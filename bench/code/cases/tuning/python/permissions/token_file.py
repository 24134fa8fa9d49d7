"""Command that signs in and keeps the token for later calls."""
import getpass
import json
import os
from pathlib import Path

import requests

TOKEN = Path.home() / ".config" / "acme" / "token.json"


def sign_in(user):
    answer = requests.post(
        "https://api.example.org/tokens", json={"user": user, "password": getpass.getpass()}, timeout=20
    )
    answer.raise_for_status()
    TOKEN.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(TOKEN, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)  # weak: CWE-732|CWE-276|CWE-312
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(answer.json(), file)
