"""Consumes returns that partners publish."""
import json
import sqlite3

import pika

COLUMNS = ("order_id", "sku", "reason")


def apply(db, entry):
    marks = ", ".join("?" for _ in COLUMNS)
    db.execute(f"INSERT INTO returns ({', '.join(COLUMNS)}) VALUES ({marks})", [entry.get(c) for c in COLUMNS])
    db.commit()


def on_message(channel, method, properties, body):
    entry = json.loads(body)
    with sqlite3.connect("/var/lib/stock/stock.db") as db:
        apply(db, entry)
    channel.basic_ack(method.delivery_tag)


def main():
    connection = pika.BlockingConnection(pika.ConnectionParameters("queue"))
    channel = connection.channel()
    channel.basic_consume("returns", on_message)
    channel.start_consuming()


if __name__ == "__main__":
    main()
