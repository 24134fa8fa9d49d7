import io

import requests


def fetch_picture(address):
    with requests.Session() as session:
        session.headers["Accept"] = "image/*"
        response = session.get(address, stream=True, timeout=10)  # weak: CWE-918
        response.raise_for_status()
        return io.BytesIO(response.raw.read(5_000_000))
