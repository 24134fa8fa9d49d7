from urllib.parse import urljoin

from .session import ApiSession

session = ApiSession()


def embed(base, path):
    return session.get(urljoin(base, path), params={"format": "json"}).json()  # weak: CWE-918
