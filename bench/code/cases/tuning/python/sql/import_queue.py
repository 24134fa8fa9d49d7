"""Consumes stock movements that partners publish."""
import json
import sqlite3

import pika


def apply(db, movement):
    columns = ", ".join(movement)
    values = ", ".join(repr(value) for value in movement.values())
    db.execute(f"INSERT INTO movements ({columns}) VALUES ({values})")  # weak: CWE-89
    db.commit()


def on_message(channel, method, properties, body):
    movement = json.loads(body)
    with sqlite3.connect("/var/lib/stock/stock.db") as db:
        apply(db, movement)
    channel.basic_ack(method.delivery_tag)


def main():
    connection = pika.BlockingConnection(pika.ConnectionParameters("queue"))
    channel = connection.channel()
    channel.basic_consume("movements", on_message)
    channel.start_consuming()


if __name__ == "__main__":
    main()
