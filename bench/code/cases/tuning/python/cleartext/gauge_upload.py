"""Sends gauge readings to the head office every hour."""
import os

import requests

ENDPOINT = "https://gauges.example.org/api/readings"
NAMESPACE = "http://schemas.example.org/gauges/1"


def send(readings):
    credentials = (os.environ["GAUGE_USER"], os.environ["GAUGE_PASSWORD"])
    body = {"schema": NAMESPACE, "readings": readings}
    requests.post(ENDPOINT, json=body, auth=credentials, timeout=30).raise_for_status()
