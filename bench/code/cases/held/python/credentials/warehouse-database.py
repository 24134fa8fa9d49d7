import getpass
import os

import mysql.connector


def connect():
    password = os.environ.get('WAREHOUSE_PASSWORD') or getpass.getpass('Warehouse password: ')
    return mysql.connector.connect(
        host='db.internal',
        database='warehouse',
        user='warehouse_app',
        password=password,
    )
