from .hashing import hashed, matches


def join(store, name, password):
    store[name] = hashed(password)


def may_enter(store, name, password):
    stored = store.get(name)
    return stored is not None and matches(password, stored)
