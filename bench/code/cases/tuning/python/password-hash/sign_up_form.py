import hashlib
import os
import sqlite3


def register(login: str, password: str) -> None:
    salt = os.urandom(16)
    hashed = hashlib.sha256(salt + password.encode()).hexdigest()  # weak: CWE-916|CWE-328
    with sqlite3.connect("/srv/app/users.db") as db:
        db.execute("INSERT INTO users (login, salt, hashed) VALUES (?, ?, ?)", (login, salt, hashed))
