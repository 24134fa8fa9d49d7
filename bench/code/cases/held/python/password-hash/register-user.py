import hashlib
import os
import sqlite3


def register(connection: sqlite3.Connection, name: str, password: str) -> None:
    salt = os.urandom(16)
    stored = hashlib.sha256(salt + password.encode()).hexdigest()  # weak: CWE-916|CWE-327
    with connection:
        connection.execute(
            "INSERT INTO user (name, salt, password) VALUES (?, ?, ?)",
            (name, salt.hex(), stored),
        )
