import os

import psycopg2

HOST = os.environ.get("DB_HOST", "localhost")
PASSWORD_FILE = "/run/secrets/db_password"


def connect():
    with open(PASSWORD_FILE, encoding="utf-8") as file:
        password = file.read().strip()
    return psycopg2.connect(host=HOST, dbname="orders", user="orders", password=password)
