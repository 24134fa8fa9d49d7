# Waits a little longer each time, and never exactly as long as the others.
import random
import time

import requests


def fetch_with_patience(session: requests.Session, path: str, attempts: int = 5):
    for attempt in range(attempts):
        answer = session.get("https://api.example.org/" + path, timeout=10)
        if answer.status_code != 503:
            return answer
        time.sleep(min(30, 2**attempt) + random.random())
    raise TimeoutError(path)
