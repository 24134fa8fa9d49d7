"""Retries calls that fail for a moment."""
import functools
import logging
import random
import time

logger = logging.getLogger(__name__)


def retried(*errors, attempts=5, base=0.2):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(attempts):
                try:
                    return function(*args, **kwargs)
                except errors as error:
                    if attempt == attempts - 1:
                        raise
                    pause = base * 2**attempt * random.uniform(0.5, 1.5)
                    logger.info("attempt %d failed (%s), again in %.1f s", attempt + 1, type(error).__name__, pause)
                    time.sleep(pause)

        return wrapper

    return decorate
