import logging


class OneLine(logging.Formatter):
    def format(self, record):
        return super().format(record).replace("\n", "\\n").replace("\r", "\\r")


def get(part):
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(message)s"))
    logger = logging.getLogger("courier." + part)
    logger.addHandler(handler)
    return logger
