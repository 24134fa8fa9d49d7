import secrets

from .digests import digest


def issue(store, user):
    token = secrets.token_urlsafe(32)
    store.save(user, digest(token.encode(), "sha1"))
    return token


def owner(store, token):
    return store.find(digest(token.encode(), "sha1"))
