"""What clients.mjs says of a client, with librdkafka. Arguments: BOOTSTRAP NAME PROTOCOL PARTITIONS. With READ BOOTSTRAP TOPICS
PARTITIONS it prints every record that a reader of committed records sees, up to the end, instead."""
import os
import queue
import sys
import threading
import time
import traceback

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition

lock = threading.Lock()
topics = ["plain", "idempotent", "transactional"]
writing = True
reading = True


def say(*words):
    with lock:
        print(*words, flush=True)


def common(bootstrap):
    return {
        "bootstrap.servers": bootstrap,
        "socket.timeout.ms": 3000,
        "socket.connection.setup.timeout.ms": 2000,
        "reconnect.backoff.max.ms": 500,
        # With "rebootstrap", the default, librdkafka forgets brokers when it reaches none of them.
        "metadata.recovery.strategy": "none",
        "log_level": 2,
    }


def now():
    return int(time.time() * 1000)


class Clients:
    def __init__(self, bootstrap, name, protocol, partitions):
        self.bootstrap, self.name, self.protocol, self.partitions = bootstrap, name, protocol, int(partitions)

    def producer(self, **more):
        settings = {**common(self.bootstrap), "acks": "all", "linger.ms": 0}
        return Producer({**settings, **{key.replace("_", "."): value for key, value in more.items()}})

    def acked(self, kind, n, sent, done=None):
        def tell(error, message):
            if done is not None:
                done.set()
            if error is None:
                say("acked", kind, message.partition(), n, message.offset(), sent)
            else:
                say("wrong", kind, message.partition(), n, error)

        return tell

    def plain(self, producer, partition):
        """One after the other to a partition: the next when the one before is acknowledged."""
        n = 0
        while writing:
            sent = now()
            done = threading.Event()
            value = f"{self.name}-plain:{n}:{sent}"
            producer.produce("plain", value, partition=partition, callback=self.acked("plain", n, sent, done))
            while not done.is_set():
                producer.poll(0.02)
            n += 1
            time.sleep(0.1)

    def idempotent(self):
        """Several in flight for each partition."""
        producer = self.producer(enable_idempotence=True, message_timeout_ms=0)
        n = 0
        while writing:
            sent = now()
            for partition in range(self.partitions):
                value = f"{self.name}-idempotent:{n}:{sent}"
                tell = self.acked("idempotent", n, sent)
                producer.produce("idempotent", value, partition=partition, callback=tell)
            n += 1
            time.sleep(0.08)
            producer.poll(0)
            while len(producer) > 300:
                producer.poll(0.08)
        producer.flush()

    def commit(self, producer):
        while True:
            try:
                return producer.commit_transaction(30)
            except KafkaException as error:
                if not error.args[0].retriable():
                    raise
                say("note", "a commit takes long:", error)

    def transaction(self, producer, marks, n, sent):
        """Two records for each partition and a committed offset; every fourth is aborted. Returns the producer, and how it ended."""
        if producer is None:
            producer = self.producer(transactional_id=self.name)
            producer.init_transactions(60)
        producer.begin_transaction()
        for at in range(2 * self.partitions):
            value = f"{self.name}-transactional:{n}:{sent}"
            producer.produce("transactional", value, partition=at % self.partitions)
        offsets = [TopicPartition("plain", 0, n + 1)]
        producer.send_offsets_to_transaction(offsets, marks.consumer_group_metadata(), 30)
        if n % 4 == 3:
            producer.abort_transaction(30)
            return producer, "aborted"
        self.commit(producer)
        return producer, "committed"

    def transactional(self):
        producer = None
        marks = Consumer({**common(self.bootstrap), "group.id": f"{self.name}-marks"})
        n = 0
        while writing:
            sent = now()
            end = "unknown"
            try:
                producer, end = bounded(30, self.transaction, producer, marks, n, sent)
            except (KafkaException, TimeoutError) as error:
                say("note", "transaction", n, error)
                # Whatever became of it, the next one of this id ends it.
                producer = None
            say("tx", end, n, sent)
            n += 1
            time.sleep(0.05)

    def member(self, name):
        settings = {
            **common(self.bootstrap),
            "group.id": f"{self.name}-group",
            "group.protocol": self.protocol,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
        if self.protocol == "classic":
            settings["session.timeout.ms"] = 6000
            settings["heartbeat.interval.ms"] = 500
        consumer = Consumer(settings)

        def given(_, partitions):
            for each in partitions:
                say("given", name, each.topic, each.partition)

        consumer.subscribe(topics, on_assign=given)
        while reading:
            messages = [each for each in consumer.consume(500, 0.1) if not each.error()]
            offsets = {}
            for each in messages:
                say("read", name, each.topic(), each.partition(), each.offset(), each.value().decode())
                offsets[each.topic(), each.partition()] = each.offset() + 1
            if not messages:
                continue
            try:
                for each in consumer.commit(offsets=[TopicPartition(*at, offset) for at, offset in offsets.items()], asynchronous=False):
                    if each.error is None:
                        say("commit", each.topic, each.partition, each.offset)
            except KafkaException as error:
                # The next commit has it, or whoever owns the partition then reads it again.
                say("note", "commit", error)
        consumer.close()


def bounded(seconds, task, *args):
    """What the task returns or raises. librdkafka sometimes waits without end: it is left to itself then."""
    done = queue.Queue()

    def run():
        try:
            done.put((task(*args), None))
        except BaseException as error:
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"not done in {seconds} s") from None
    if error is not None:
        raise error
    return result


def start(task, *args):
    def run():
        try:
            task(*args)
        except BaseException as error:
            say("wrong", repr(error))
            traceback.print_exc()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def read(bootstrap, wanted, partitions):
    consumer = Consumer(
        {
            **common(bootstrap),
            "group.id": "judge",
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
            "enable.partition.eof": True,
        }
    )
    left = {(topic, partition) for topic in wanted.split(",") for partition in range(int(partitions))}
    consumer.assign([TopicPartition(*each, 0) for each in left])
    out = []
    while left:
        for each in consumer.consume(1000, 0.5):
            if each.error() is None:
                out.append(f"{each.topic()} {each.partition()} {each.offset()} {each.value().decode()}")
            elif each.error().code() == KafkaError._PARTITION_EOF:
                left.discard((each.topic(), each.partition()))
    print("\n".join(out))


def main():
    global writing, reading
    if sys.argv[1] == "READ":
        return read(*sys.argv[2:5])
    clients = Clients(*sys.argv[1:5])
    plain = clients.producer(enable_idempotence=False, max_in_flight=1, message_timeout_ms=0)
    writers = [start(clients.idempotent), start(clients.transactional)]
    writers += [start(clients.plain, plain, partition) for partition in range(clients.partitions)]
    readers = [start(clients.member, f"{clients.name}-{at}") for at in range(2)]
    for line in sys.stdin:
        if line.strip() == "end writing":
            writing = False
            for thread in writers:
                thread.join()
            say("ended", "writing")
        else:
            reading = False
            for thread in readers:
                thread.join()
            say("ended", "reading")
    os._exit(0)


main()
