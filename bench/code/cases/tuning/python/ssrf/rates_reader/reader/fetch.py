import logging
import time

import httpx

logger = logging.getLogger(__name__)
BASE = "https://rates.example.org/v2"


class FetchError(Exception):
    pass


class Fetcher:
    """Fetches with retries; remembers entity tags."""

    def __init__(self, attempts=3, timeout=10.0):
        self._client = httpx.Client(base_url=BASE, timeout=timeout, headers={"User-Agent": "reader/1.0"})
        self._attempts = attempts
        self._tags = {}

    def fetch(self, path, **parameters):
        for attempt in range(self._attempts):
            try:
                response = self._client.get(path, params=parameters)
            except httpx.TransportError:
                time.sleep(0.2 * 2**attempt)
                continue
            if response.is_success:
                return response.json()
            logger.warning("rates answered %d", response.status_code)
            raise FetchError
        raise FetchError

    def latest(self, base, symbols):
        return self.fetch("/latest", base=base, symbols=",".join(symbols))
