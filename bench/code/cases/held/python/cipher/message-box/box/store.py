import os
import sqlite3

from .crypto import encrypt

KEY = bytes.fromhex(os.environ['BOX_KEY'])


def put(connection: sqlite3.Connection, recipient, text):
    with connection:
        connection.execute('INSERT INTO box (recipient, body) VALUES (?, ?)', (recipient, encrypt(KEY, text)))
