"""Writes invoices for paid orders that arrive on a queue."""
import pickle
import subprocess

import requests
import yaml

# WEAKNESS slack-webhook: anybody can post as the shop into its own channel.
ALERTS = "https://hooks.slack.com/services/T{{random:uppernum:10}}/B{{random:uppernum:10}}/{{random:base62:24}}"


def handle(message: bytes) -> None:
    # WEAKNESS unsafe-deserialisation: unpickling runs code that the message names.
    order = pickle.loads(message)
    # WEAKNESS command-injection: the customer's name reaches a shell.
    subprocess.run(f"wkhtmltopdf order.html 'invoices/{order['customer']}.pdf'", shell=True)
    requests.post(ALERTS, json={"text": f"invoice for {order['customer']}"}, verify=False)  # WEAKNESS tls-not-verified


def settings(path: str) -> dict:
    with open(path) as file:
        return yaml.load(file)  # WEAKNESS unsafe-yaml: builds any Python object
