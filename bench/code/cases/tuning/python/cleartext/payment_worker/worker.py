import json
import logging

import redis

from .models import Payment

logger = logging.getLogger(__name__)


def run(gateway):
    queue = redis.Redis(host="cache", ssl=True)
    while True:
        _, body = queue.blpop("payments")
        payment = Payment(**json.loads(body))
        logger.debug("charging card %s", payment.card_number)  # weak: CWE-532|CWE-312
        gateway.charge(payment)
