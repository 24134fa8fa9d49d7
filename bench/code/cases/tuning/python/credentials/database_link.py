import os

import psycopg2

HOST = os.environ.get("DB_HOST", "localhost")


def connect():
    return psycopg2.connect(host=HOST, dbname="orders", user="orders", password="correct-horse-battery")  # weak: CWE-798|CWE-259
