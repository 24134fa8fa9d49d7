import hashlib
import os
import sqlite3


def register(login: str, password: str) -> None:
    salt = os.urandom(16)
    hashed = hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 2**20).hex()
    with sqlite3.connect("/srv/app/users.db") as db:
        db.execute("INSERT INTO users (login, salt, hashed) VALUES (?, ?, ?)", (login, salt, hashed))
