import logging


class Prefixed(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[{self.extra['part']}] {msg}", kwargs


def get(part):
    return Prefixed(logging.getLogger("worker"), {"part": part})
