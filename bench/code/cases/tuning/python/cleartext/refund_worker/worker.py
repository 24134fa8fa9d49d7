import json
import logging

import redis

from .models import Refund

logger = logging.getLogger(__name__)


def run(gateway):
    queue = redis.Redis(host="cache", ssl=True)
    while True:
        _, body = queue.blpop("refunds")
        refund = Refund(**json.loads(body))
        logger.debug("refunding to card %r", refund.masked)
        gateway.refund(refund)
