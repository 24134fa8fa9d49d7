import secrets

from .digests import digest


def issue(store, device):
    token = secrets.token_urlsafe(32)
    store.save(device, digest(token.encode(), "sha3_256"))
    return token


def owner(store, token):
    return store.find(digest(token.encode(), "sha3_256"))
