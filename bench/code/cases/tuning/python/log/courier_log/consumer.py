import json

from kafka import KafkaConsumer

from . import get

log = get("parcels")


def run():
    for message in KafkaConsumer("parcels", bootstrap_servers="kafka:9092"):
        parcel = json.loads(message.value)
        log.info("parcel %d is %s", int(parcel["number"]), "late" if parcel.get("late") else "on time")
