"""The scenario and the job of clients.mjs with librdkafka."""
import sys
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition

mode, bootstrap, source, target, group, txid = sys.argv[1:7]
# With "rebootstrap", the default, librdkafka forgets the only broker when that is restarted, and a transaction that asked it
# as the group's coordinator then waits for the one that was forgotten.
one_broker = {"bootstrap.servers": bootstrap, "metadata.recovery.strategy": "none", "log_level": 2}


def producer():
    return Producer({**one_broker, "transactional.id": txid, "linger.ms": 0})


def consumer(**more):
    settings = {
        **one_broker,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "isolation.level": "read_committed",
    }
    return Consumer({**settings, **{key.replace("_", "."): value for key, value in more.items()}})


def send(to, value):
    to.produce(target, value)
    to.flush(10)


def scenario():
    reader = consumer()
    first = producer()
    first.init_transactions(30)
    first.begin_transaction()
    send(first, "committed")
    first.commit_transaction(30)
    first.begin_transaction()
    send(first, "aborted")
    first.abort_transaction(30)
    reader.subscribe([source])
    while not reader.assignment():
        reader.poll(0.2)
    first.begin_transaction()
    send(first, "with offsets")
    first.send_offsets_to_transaction([TopicPartition(source, 0, 7)], reader.consumer_group_metadata(), 30)
    first.commit_transaction(30)
    first.begin_transaction()
    send(first, "aborted with offsets")
    first.send_offsets_to_transaction([TopicPartition(source, 0, 9)], reader.consumer_group_metadata(), 30)
    first.abort_transaction(30)
    first.begin_transaction()
    send(first, "of a zombie")
    second = producer()
    second.init_transactions(30)
    try:
        first.produce(target, "late")
        first.commit_transaction(30)
        print("not fenced")
    except KafkaException as error:
        print("fenced" if error.args[0].fatal() else f"not fenced: {error}")
    second.begin_transaction()
    send(second, "of the heir")
    second.commit_transaction(30)
    reader.close()


def job():
    writer = producer()
    writer.init_transactions(30)
    reader = consumer(group_instance_id=txid, session_timeout_ms=6000)
    reader.subscribe([source])
    print("working", flush=True)
    while True:
        polled = reader.consume(20, 0.1)
        for error in [message.error() for message in polled if message.error()]:
            # Nothing comes after a fatal one, such as that of a fenced instance. It is told by its code, and fatal() is false then.
            if error.fatal() or error.code() == KafkaError._FATAL:
                sys.exit(f"the consumer failed: {error}")
            print(error, flush=True)
        messages = [message for message in polled if not message.error()]
        if not messages:
            continue
        writer.begin_transaction()
        for message in messages:
            writer.produce(target, f"{message.partition()}:{message.offset()}")
        offsets = {message.partition(): message.offset() + 1 for message in messages}
        writer.send_offsets_to_transaction(
            [TopicPartition(source, partition, offset) for partition, offset in offsets.items()],
            reader.consumer_group_metadata(),
            30,
        )
        writer.commit_transaction(30)


scenario() if mode == "scenario" else job()
