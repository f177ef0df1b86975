"""produce BOOTSTRAP TOPIC CODEC < lines, or consume BOOTSTRAP TOPIC COUNT > lines, with librdkafka and a consumer group."""
import sys
import uuid
from confluent_kafka import Consumer, Producer

mode, bootstrap, topic, last = sys.argv[1:5]
if mode == "produce":
    failed = []
    producer = Producer({"bootstrap.servers": bootstrap, "compression.type": last, "enable.idempotence": True, "linger.ms": 5})
    for line in sys.stdin.buffer.read().split(b"\n")[:-1]:
        while True:
            try:
                producer.produce(topic, line, on_delivery=lambda error, _: failed.append(error) if error else None)
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
    left = producer.flush(30)
    if failed or left:
        sys.exit(f"{left} left, errors: {failed[:3]}")
else:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": str(uuid.uuid4()), "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    seen = 0
    while seen < int(last):
        message = consumer.poll(30)
        if message is None:
            sys.exit(f"nothing came after {seen}")
        if message.error():
            sys.exit(str(message.error()))
        sys.stdout.buffer.write(message.value() + b"\n")
        seen += 1
    consumer.commit(asynchronous=False)
    consumer.close()
