import os

HOST = os.environ.get("LEDGER_HOST", "files.example.org")
USER = os.environ["LEDGER_USER"]
PASSWORD = os.environ["LEDGER_PASSWORD"]
