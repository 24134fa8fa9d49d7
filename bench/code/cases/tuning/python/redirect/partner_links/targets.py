from urllib.parse import urlsplit

PARTNERS = ("example.org", "example.net")


def checked(url):
    parts = urlsplit(url)
    host = parts.hostname or ""
    return url if parts.scheme == "https" and host in PARTNERS else None
