#!/usr/bin/env python3
"""Prints every alert once, one line each, and remembers where it was. Needs confluent-kafka (Debian:
python3-confluent-kafka). Run: alert_consumer.py SETTINGS [TOPIC [HOW_MANY]] with a file of librdkafka settings:
kafka/librdkafka.properties of the data folder, or one of your own with the bootstrap.servers and log-in of your cluster."""
import json
import sys

from confluent_kafka import Consumer, libversion

with open(sys.argv[1], encoding="utf-8") as file:  # Where Kafka is, and how to log in.
    settings = dict(line.strip().split("=", 1) for line in file if "=" in line and not line.startswith("#"))
if "SCRAM" in settings.get("sasl.mechanisms", "") and libversion()[1] < 0x020601FF:
    sys.exit(f"Kafka 4 refuses the SCRAM log-in of librdkafka before 2.6.1, and this is {libversion()[0]}")
topic = sys.argv[2] if len(sys.argv) > 2 else "sightline.alerts.v1"
how_many = int(sys.argv[3]) if len(sys.argv) > 3 else None

consumer = Consumer({
    **settings,
    "group.id": "app-alert-example-python",  # Kafka remembers by this name how far we are.
    "auto.offset.reset": "earliest",
    "isolation.level": "read_committed",  # The matcher writes in transactions.
    "enable.auto.commit": False,
})
consumer.subscribe([topic])
printed = 0
while how_many is None or printed < how_many:
    record = consumer.poll(1.0)
    if record is None:
        continue
    if record.error():
        sys.exit(f"Kafka: {record.error()}")
    event = json.loads(record.value())
    alert = event["data"]
    print(f"{event['time']} {alert['kind']} at {alert['camera']}: {alert['identity']} ({event['id']})", flush=True)
    printed += 1
    consumer.commit(record)  # After the work, so that a crash repeats an alert and never loses one.
consumer.close()
