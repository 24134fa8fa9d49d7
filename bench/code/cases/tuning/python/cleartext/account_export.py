"""Writes the accounts of the mail server into the folder that is backed up."""
import json
import os
from pathlib import Path

from cryptography.fernet import Fernet

BACKUP = Path("/srv/backup/accounts.bin")


def accounts(connection):
    rows = connection.execute("SELECT login, password FROM mail_accounts")
    return [{"login": login, "password": password} for login, password in rows]


def backup(connection):
    sealed = Fernet(os.environ["BACKUP_KEY"]).encrypt(json.dumps(accounts(connection)).encode())
    descriptor = os.open(BACKUP, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
