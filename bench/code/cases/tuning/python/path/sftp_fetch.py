"""Fetches the delivery that a message names."""
import json

import paramiko
import pika


def fetch(sftp, delivery):
    sftp.get("/outgoing/" + delivery["file"], "/srv/incoming/" + delivery["file"])  # weak: CWE-22|CWE-73


def on_delivery(channel, method, properties, body):
    transport = paramiko.SSHClient()
    transport.load_system_host_keys()
    transport.connect("files.internal", username="fetcher")
    fetch(transport.open_sftp(), json.loads(body))
    channel.basic_ack(method.delivery_tag)


if __name__ == "__main__":
    connection = pika.BlockingConnection(pika.ConnectionParameters("queue"))
    channel = connection.channel()
    channel.basic_consume("deliveries", on_delivery)
    channel.start_consuming()
