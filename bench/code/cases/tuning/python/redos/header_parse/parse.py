from .patterns import QUOTED, TOKEN


def value(text):
    if QUOTED.match(text):
        return text[1:-1]
    return text if TOKEN.match(text) else None
