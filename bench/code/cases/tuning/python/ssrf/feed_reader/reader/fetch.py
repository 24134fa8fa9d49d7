import logging
import time
from urllib.parse import urlsplit

import httpx

logger = logging.getLogger(__name__)


class FetchError(Exception):
    def __init__(self, status=None):
        super().__init__("feed cannot be fetched")
        self.status = status


class Fetcher:
    """Fetches with retries; remembers entity tags."""

    def __init__(self, attempts=3, timeout=10.0):
        self._client = httpx.Client(timeout=timeout, headers={"User-Agent": "reader/1.0"})
        self._attempts = attempts
        self._tags = {}

    def _headers(self, url):
        tag = self._tags.get(url)
        return {"If-None-Match": tag} if tag else {}

    def fetch(self, url):
        if urlsplit(url).scheme not in ("http", "https"):
            raise FetchError
        for attempt in range(self._attempts):
            try:
                response = self._client.get(url, headers=self._headers(url))  # weak: CWE-918
            except httpx.TransportError:
                time.sleep(0.2 * 2**attempt)
                continue
            if response.status_code == 304:
                return None
            if response.is_success:
                self._tags[url] = response.headers.get("ETag")
                return response.content[:2_000_000]
            raise FetchError(response.status_code)
        raise FetchError
