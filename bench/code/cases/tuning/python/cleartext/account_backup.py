"""Writes the accounts of the mail server into the folder that is backed up."""
import json
import os
from pathlib import Path

BACKUP = Path("/srv/backup/accounts.json")


def accounts(connection):
    rows = connection.execute("SELECT login, password FROM mail_accounts")
    return [{"login": login, "password": password} for login, password in rows]


def backup(connection):
    descriptor = os.open(BACKUP, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(accounts(connection), file)  # weak: CWE-312|CWE-256
