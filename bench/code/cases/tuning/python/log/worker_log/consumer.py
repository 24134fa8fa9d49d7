import json

from kafka import KafkaConsumer

from . import get

log = get("orders")


def run():
    for message in KafkaConsumer("orders", bootstrap_servers="kafka:9092"):
        order = json.loads(message.value)
        if not str(order["number"]).isdigit():
            log.error("cannot read order " + order["number"])  # weak: CWE-117
            continue
        log.info("order %d" % int(order["number"]))
