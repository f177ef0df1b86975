"""Members of one group with librdkafka. Arguments: BOOTSTRAP TOPIC GROUP PROTOCOL PREFIX COUNT. A line on stdin names a member
that is to leave."""
import sys
import threading
from confluent_kafka import Consumer, KafkaException

bootstrap, topic, group, protocol, prefix, count = sys.argv[1:7]
leaving = set()
lock = threading.Lock()


def say(*words):
    with lock:
        print(*words, flush=True)


def run(name):
    conf = {
        "bootstrap.servers": bootstrap,
        "group.id": group,
        "group.protocol": protocol,
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
    }
    if protocol == "classic":
        conf["session.timeout.ms"] = 6000
        conf["heartbeat.interval.ms"] = 500
        conf["partition.assignment.strategy"] = "cooperative-sticky"
    consumer = Consumer(conf)

    def tell(what):
        return lambda _, partitions: say(name, what, ",".join(str(each.partition) for each in partitions))

    consumer.subscribe([topic], on_assign=tell("given"), on_revoke=tell("taken"), on_lost=tell("lost"))
    while name not in leaving:
        messages = [each for each in consumer.consume(500, 0.1) if not each.error()]
        for message in messages:
            say(name, "read", f"{message.partition()}:{message.offset()}")
        try:
            if messages:
                consumer.commit(asynchronous=False)
        except KafkaException:
            pass  # In the midst of a rebalance: the next commit has it.
    consumer.close()
    say(name, "left")


for at in range(int(count)):
    threading.Thread(target=run, args=(f"{prefix}{at}",)).start()
for line in sys.stdin:
    leaving.add(line.strip())
