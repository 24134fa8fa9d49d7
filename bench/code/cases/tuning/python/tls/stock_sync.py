"""Fetches the stock of a supplier every night."""
import os

import requests


def fetch():
    response = requests.get(
        "https://stock.example.org/api/levels",
        headers={"Authorization": "Bearer " + os.environ["STOCK_TOKEN"]},
        timeout=30,
        verify=False,  # weak: CWE-295
    )
    response.raise_for_status()
    return response.json()
