"""Sends meter readings to the head office every hour."""
import os

import requests

ENDPOINT = "http://meters.example.org/api/readings"


def send(readings):
    credentials = (os.environ["METER_USER"], os.environ["METER_PASSWORD"])
    requests.post(ENDPOINT, json=readings, auth=credentials, timeout=30).raise_for_status()  # weak: CWE-319|CWE-523
