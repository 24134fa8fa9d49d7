# Orders that are paid and not shipped yet.
import psycopg2


def connect():
    return psycopg2.connect(
        host="db.internal",
        dbname="orders",
        user="orders_app",
        password="kP4-wrenTul1p-92x",  # weak: CWE-798|CWE-259
    )


def open_orders():
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id, placed_at FROM orders WHERE shipped_at IS NULL")
        return cursor.fetchall()
