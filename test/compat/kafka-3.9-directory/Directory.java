import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.*;

/**
 * fill BOOTSTRAP SEGMENT_BYTES: makes topics, records, groups and transactions, one of which it leaves open.
 * load BOOTSTRAP: produces until the broker is gone, then prints how many records were acknowledged.
 * more BOOTSTRAP ROUND [transactions]: adds to what there is, in transactions too.
 * dump BOOTSTRAP: prints all that a client can see, in one order.
 */
public class Directory {
  static String bootstrap;

  public static void main(String[] args) throws Exception {
    bootstrap = args[1];
    switch (args[0]) {
      case "fill" -> fill(Integer.parseInt(args[2]));
      case "load" -> load();
      case "more" -> more(args[2], args.length > 3);
      case "dump" -> dump();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  static Properties base() {
    var properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    return properties;
  }

  static KafkaProducer<byte[], byte[]> producer(String... pairs) {
    var properties = base();
    properties.put("linger.ms", "20");
    for (int n = 0; n < pairs.length; n += 2) properties.put(pairs[n], pairs[n + 1]);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  static ProducerRecord<byte[], byte[]> record(String topic, Integer partition, String key, String value) {
    return new ProducerRecord<>(topic, partition, bytes(key), bytes(value));
  }

  static void send(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var each : records) sent.add(producer.send(each));
    producer.flush();
    for (var each : sent) each.get();
  }

  static void fill(int segmentBytes) throws Exception {
    try (var admin = Admin.create(base())) {
      // The records of some topics are old: without a limit, no retention removes them meanwhile.
      var small = Map.of("segment.bytes", String.valueOf(segmentBytes), "retention.ms", "-1");
      admin.createTopics(List.of(
          new NewTopic("codecs", 3, (short) 1),
          new NewTopic("segments", 1, (short) 1).configs(with(small, "index.interval.bytes", "512")),
          new NewTopic("trimmed", 1, (short) 1).configs(small),
          new NewTopic("compacted", 1, (short) 1).configs(with(small, "cleanup.policy", "compact",
              "min.cleanable.dirty.ratio", "0.01", "segment.ms", "500", "max.compaction.lag.ms", "500")),
          new NewTopic("append-time", 1, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime")),
          new NewTopic("recompressed", 1, (short) 1).configs(Map.of("compression.type", "zstd", "retention.ms", "-1")),
          new NewTopic("txn", 2, (short) 1).configs(small),
          new NewTopic("dots.and_under-scores-7", 2, (short) 1),
          new NewTopic("empty", 1, (short) 1).configs(Map.of("retention.bytes", "123456789")),
          new NewTopic("load", 1, (short) 1),
          new NewTopic("gone", 2, (short) 1))).all().get();
      admin.createPartitions(Map.of("dots.and_under-scores-7", NewPartitions.increaseTo(4))).all().get();
      var codecs = new ConfigResource(ConfigResource.Type.TOPIC, "codecs");
      admin.incrementalAlterConfigs(Map.of(
          codecs, List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "2000000"), AlterConfigOp.OpType.SET)),
          new ConfigResource(ConfigResource.Type.BROKER, ""),
          List.of(new AlterConfigOp(new ConfigEntry("min.insync.replicas", "1"), AlterConfigOp.OpType.SET)))).all().get();
      inEveryCodec();
      segments("segments", segmentBytes);
      segments("trimmed", segmentBytes);
      admin.deleteRecords(Map.of(new TopicPartition("trimmed", 0), RecordsToDelete.beforeOffset(101))).all().get();
      compacted();
      try (var producer = producer("compression.type", "gzip")) {
        send(producer, List.of(record("append-time", 0, "a", "1"), record("recompressed", 0, "a", "1"),
            record("gone", 0, "a", "1"), record("dots.and_under-scores-7", 3, null, "in the fourth")));
      }
      admin.deleteTopics(List.of("gone")).all().get();
      groups();
      // The cleaner wakes every 500 ms; nothing depends on how far it has come.
      Thread.sleep(2500);
      transactions();
    }
    // An end without a close: the last transaction stays open.
    Runtime.getRuntime().halt(0);
  }

  static Map<String, String> with(Map<String, String> map, String... pairs) {
    var all = new HashMap<>(map);
    for (int n = 0; n < pairs.length; n += 2) all.put(pairs[n], pairs[n + 1]);
    return all;
  }

  static void inEveryCodec() throws Exception {
    for (var codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      for (var idempotent : List.of("true", "false")) {
        try (var producer = producer("compression.type", codec, "enable.idempotence", idempotent)) {
          var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
          for (int n = 0; n < 60; n++) {
            var value = n % 20 == 7 ? null : "%s %d %s".formatted(codec, n, "text ".repeat(n * 7 % 200));
            var each = record("codecs", n % 3, n % 5 == 0 ? null : "key " + n, value);
            for (int header = 0; header < n % 3; header++) each.headers().add("h" + header, header == 1 ? null : bytes("é" + n));
            records.add(each);
          }
          send(producer, records);
        }
      }
    }
  }

  /** Four segments or more. */
  static void segments(String topic, int segmentBytes) throws Exception {
    var random = new java.util.Random(7);
    // Not older than producer.id.expiration.ms, after which the producer's state would be forgotten.
    var firstTimestamp = System.currentTimeMillis() - 3_600_000L;
    try (var producer = producer("batch.size", "4096")) {
      var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
      for (int n = 0; n < 200; n++) {
        var value = new byte[segmentBytes / 50];
        random.nextBytes(value);
        records.add(new ProducerRecord<>(topic, 0, firstTimestamp + n * 1000, bytes("k" + n), value));
      }
      send(producer, records);
    }
  }

  static void compacted() throws Exception {
    try (var producer = producer("compression.type", "lz4")) {
      for (int round = 0; round < 5; round++) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int n = 0; n < 40; n++) records.add(record("compacted", 0, "key " + n % (30 - round), n % 11 == 10 ? null : round + " " + n));
        send(producer, records);
        // segment.ms passes between the rounds, so that the cleaner has segments to clean.
        Thread.sleep(600);
      }
    }
  }

  static KafkaConsumer<byte[], byte[]> consumer(String... pairs) {
    var properties = base();
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    for (int n = 0; n < pairs.length; n += 2) properties.put(pairs[n], pairs[n + 1]);
    return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static void groups() throws Exception {
    try (var consumer = consumer("group.id", "readers", "max.poll.records", "50")) {
      consumer.subscribe(List.of("codecs", "segments"));
      var seen = 0;
      for (int n = 0; seen < 300 && n < 200; n++) seen += consumer.poll(Duration.ofMillis(200)).count();
      consumer.commitSync();
    }
    try (var consumer = consumer("group.id", "by hand")) {
      consumer.commitSync(Map.of(
          new TopicPartition("segments", 0), new OffsetAndMetadata(17, Optional.of(0), "metadata é"),
          new TopicPartition("trimmed", 0), new OffsetAndMetadata(150)));
      consumer.commitSync(Map.of(new TopicPartition("segments", 0), new OffsetAndMetadata(18, Optional.of(0), "later")));
    }
    try (var consumer = consumer("group.id", "deleted"); var admin = Admin.create(base())) {
      consumer.commitSync(Map.of(new TopicPartition("empty", 0), new OffsetAndMetadata(0)));
      admin.deleteConsumerGroups(List.of("deleted")).all().get();
    }
  }

  static void transactions() throws Exception {
    for (int n = 0; n < 8; n++) {
      try (var producer = producer("transactional.id", "txn-" + n % 3, "compression.type", n % 2 == 0 ? "none" : "zstd")) {
        producer.initTransactions();
        producer.beginTransaction();
        for (int m = 0; m < 10; m++) producer.send(record("txn", m % 2, "k" + m, "%s in %d".formatted(n % 3 == 1 ? "aborted" : "committed", n)));
        producer.sendOffsetsToTransaction(Map.of(new TopicPartition("codecs", 0), new OffsetAndMetadata(n + 1)), new ConsumerGroupMetadata("in transactions"));
        producer.flush();
        if (n % 3 == 1) producer.abortTransaction();
        else producer.commitTransaction();
      }
    }
    var open = producer("transactional.id", "left open", "transaction.timeout.ms", "600000");
    open.initTransactions();
    open.beginTransaction();
    open.send(record("txn", 0, "open", "in an open transaction"));
    open.sendOffsetsToTransaction(Map.of(new TopicPartition("codecs", 1), new OffsetAndMetadata(99)), new ConsumerGroupMetadata("in transactions"));
    open.flush();
    try (var plain = producer()) {
      send(plain, List.of(record("txn", 0, "plain", "behind the open transaction")));
    }
  }

  static void load() throws Exception {
    var acked = new int[1];
    try (var producer = producer("delivery.timeout.ms", "3000", "request.timeout.ms", "2000", "max.block.ms", "3000", "batch.size", "8192")) {
      var failed = new boolean[1];
      for (int n = 0; !failed[0]; n++) {
        producer.send(record("load", 0, null, "load " + n + " " + "x".repeat(n % 250)), (metadata, error) -> {
          if (error != null) failed[0] = true;
          else if (++acked[0] == 2000) System.out.println("loading");
        });
      }
    }
    System.out.println("acknowledged " + acked[0]);
    Runtime.getRuntime().halt(0);
  }

  static void more(String round, boolean withTransactions) throws Exception {
    if (withTransactions) moreTransactions(round);
    for (var codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      try (var producer = producer("compression.type", codec)) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var topic : List.of("codecs", "segments", "trimmed", "compacted", "append-time", "recompressed", "empty"))
          for (int n = 0; n < 5; n++) records.add(record(topic, 0, "key " + n, "more %s %s %d".formatted(round, codec, n)));
        send(producer, records);
      }
    }
    try (var consumer = consumer("group.id", "readers")) {
      consumer.subscribe(List.of("codecs", "segments"));
      var seen = 0;
      for (int n = 0; seen < 1 && n < 200; n++) seen += consumer.poll(Duration.ofMillis(200)).count();
      consumer.commitSync();
    }
  }

  /** The first thing that the coordinator does for this id is to abort the transaction that was left open. */
  static void moreTransactions(String round) throws Exception {
    try (var producer = producer("transactional.id", "left open")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record("txn", 0, "more", "committed in round " + round));
      producer.sendOffsetsToTransaction(Map.of(new TopicPartition("codecs", 2), new OffsetAndMetadata(44)), new ConsumerGroupMetadata("in transactions"));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(record("txn", 1, "more", "aborted in round " + round));
      // Unsent records would be dropped by the abort.
      producer.flush();
      producer.abortTransaction();
    }
  }

  static void dump() throws Exception {
    try (var admin = Admin.create(base())) {
      var names = new TreeSet<>(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
      var topics = new TreeMap<>(admin.describeTopics(names).allTopicNames().get());
      var all = new ArrayList<TopicPartition>();
      for (var topic : topics.values()) {
        System.out.printf("topic %s %s internal %s partitions %d%n", topic.name(), topic.topicId(), topic.isInternal(), topic.partitions().size());
        for (var each : topic.partitions()) all.add(new TopicPartition(topic.name(), each.partition()));
      }
      configs(admin, topics.keySet());
      groupsOf(admin);
      transactionsOf(admin);
      var ours = all.stream().filter(each -> !each.topic().startsWith("__")).toList();
      for (var each : ours) {
        for (var state : admin.describeProducers(List.of(each)).partitionResult(each).get().activeProducers().stream()
            .sorted((a, b) -> Long.compare(a.producerId(), b.producerId())).toList())
          System.out.printf("producer of %s: %d epoch %d sequence %d timestamp %d transaction from %s%n", each, state.producerId(),
              state.producerEpoch(), state.lastSequence(), state.lastTimestamp(), state.currentTransactionStartOffset());
      }
      for (var isolation : List.of("read_uncommitted", "read_committed")) {
        try (var consumer = consumer("isolation.level", isolation, "fetch.max.wait.ms", "10")) {
          for (var each : ours) records(consumer, each, isolation);
        }
      }
    }
  }

  static void transactionsOf(Admin admin) throws Exception {
    var lines = new TreeSet<String>();
    try {
      for (var each : admin.listTransactions().all().get())
        lines.add("transaction %s %s producer %d".formatted(each.transactionalId(), each.state(), each.producerId()));
    } catch (ExecutionException error) {
      if (!(error.getCause() instanceof UnsupportedVersionException)) throw error;
      lines.add("transactions are not served");
    }
    lines.forEach(System.out::println);
  }

  static void configs(Admin admin, Collection<String> topics) throws Exception {
    var resources = new ArrayList<ConfigResource>();
    for (var topic : topics) resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    resources.add(new ConfigResource(ConfigResource.Type.BROKER, ""));
    var described = admin.describeConfigs(resources).all().get();
    for (var resource : resources) {
      var set = new TreeSet<String>();
      for (var entry : described.get(resource).entries()) {
        if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG)
          set.add(entry.name() + "=" + entry.value());
      }
      System.out.printf("config %s '%s' %s%n", resource.type(), resource.name(), set);
    }
  }

  static void groupsOf(Admin admin) throws Exception {
    var ids = new TreeSet<String>();
    for (var each : admin.listConsumerGroups().all().get()) ids.add(each.groupId());
    for (var id : ids) {
      var offsets = new TreeMap<String, Object>();
      for (var each : admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata().get().entrySet())
        offsets.put(each.getKey().toString(), each.getValue());
      System.out.printf("group '%s' %s%n", id, offsets);
    }
  }

  static String show(byte[] bytes) {
    if (bytes == null) return "null";
    var text = new String(bytes, StandardCharsets.UTF_8);
    return bytes.length < 300 && text.indexOf('\ufffd') < 0 ? text : bytes.length + " bytes " + Arrays.hashCode(bytes);
  }

  static void records(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String isolation) {
    consumer.assign(List.of(partition));
    long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    System.out.printf("%s %s from %d to %d%n", partition, isolation, begin, end);
    consumer.seek(partition, begin);
    while (consumer.position(partition) < end) {
      var polled = consumer.poll(Duration.ofMillis(20000));
      if (polled.isEmpty() && consumer.position(partition) < end)
        throw new IllegalStateException("nothing came at " + consumer.position(partition) + " of " + partition);
      for (var each : polled) {
        var headers = new ArrayList<String>();
        for (Header header : each.headers()) headers.add(header.key() + "=" + show(header.value()));
        System.out.printf("%s %d %s %d epoch %s key %s value %s %s%n", partition, each.offset(), each.timestampType(),
            each.timestamp(), each.leaderEpoch().orElse(-1), show(each.key()), show(each.value()), headers);
      }
    }
  }
}
