from urllib.parse import urlsplit

PARTNERS = ("example.org", "example.net")


def checked(url):
    host = urlsplit(url).hostname or ""
    return url if host.endswith(PARTNERS) else None
