"""produce BOOTSTRAP TOPIC CODEC < lines, or consume BOOTSTRAP TOPIC COUNT > lines, with kafka-python and a consumer group."""
import sys
import uuid
from kafka import KafkaConsumer, KafkaProducer

mode, bootstrap, topic, last = sys.argv[1:5]
if mode == "produce":
    producer = KafkaProducer(bootstrap_servers=bootstrap, compression_type=last, acks="all", linger_ms=5)
    sent = [producer.send(topic, line) for line in sys.stdin.buffer.read().split(b"\n")[:-1]]
    producer.flush(30)
    for future in sent:
        future.get(30)
    producer.close()
else:
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=str(uuid.uuid4()),
        auto_offset_reset="earliest",
        consumer_timeout_ms=30000,
    )
    seen = 0
    for record in consumer:
        sys.stdout.buffer.write(record.value + b"\n")
        seen += 1
        if seen == int(last):
            break
    consumer.commit()
    consumer.close()
    if seen < int(last):
        sys.exit(f"nothing came after {seen}")
