from urllib.parse import quote

from .session import ApiSession

session = ApiSession()


def geocode(base, place):
    return session.get(base + quote(place, safe=""), params={"format": "json"}).json()
