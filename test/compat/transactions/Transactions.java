import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.serialization.*;

/** The scenario and the job of clients.mjs with Apache Kafka's own client, and the reader that judges all of them. */
public class Transactions {
  static KafkaProducer<String, String> producer(String bootstrap, String id) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("transactional.id", id);
    p.put("linger.ms", "0");
    return new KafkaProducer<>(p, new StringSerializer(), new StringSerializer());
  }

  static KafkaConsumer<String, String> consumer(String bootstrap, String... more) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("enable.auto.commit", "false");
    p.put("auto.offset.reset", "earliest");
    p.put("isolation.level", "read_committed");
    for (int i = 0; i < more.length; i += 2) p.put(more[i], more[i + 1]);
    return new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer());
  }

  static void scenario(String bootstrap, String input, String output, String group, String id) throws Exception {
    try (KafkaConsumer<String, String> consumer = consumer(bootstrap, "group.id", group, "max.poll.records", "7")) {
      KafkaProducer<String, String> first = producer(bootstrap, id);
      first.initTransactions();
      first.beginTransaction();
      first.send(new ProducerRecord<>(output, "committed")).get();
      first.commitTransaction();
      first.beginTransaction();
      first.send(new ProducerRecord<>(output, "aborted")).get();
      first.abortTransaction();
      consumer.subscribe(List.of(input));
      int seen = 0;
      while (seen < 7) seen += consumer.poll(Duration.ofMillis(200)).count();
      TopicPartition partition = new TopicPartition(input, 0);
      first.beginTransaction();
      first.send(new ProducerRecord<>(output, "with offsets")).get();
      first.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(7)), consumer.groupMetadata());
      first.commitTransaction();
      first.beginTransaction();
      first.send(new ProducerRecord<>(output, "aborted with offsets")).get();
      first.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(9)), consumer.groupMetadata());
      first.abortTransaction();
      first.beginTransaction();
      first.send(new ProducerRecord<>(output, "of a zombie")).get();
      KafkaProducer<String, String> second = producer(bootstrap, id);
      second.initTransactions();
      try {
        first.send(new ProducerRecord<>(output, "late"));
        first.commitTransaction();
        System.out.println("not fenced");
      } catch (ProducerFencedException | InvalidProducerEpochException error) {
        System.out.println("fenced");
      }
      first.close(Duration.ZERO);
      second.beginTransaction();
      second.send(new ProducerRecord<>(output, "of the heir")).get();
      second.commitTransaction();
      second.close();
    }
  }

  static void job(String bootstrap, String input, String output, String group, String id) throws Exception {
    KafkaProducer<String, String> producer = producer(bootstrap, id);
    KafkaConsumer<String, String> consumer =
        consumer(bootstrap, "group.id", group, "group.instance.id", id, "max.poll.records", "20", "session.timeout.ms", "6000");
    producer.initTransactions();
    consumer.subscribe(List.of(input));
    System.out.println("working");
    while (true) {
      ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
      if (records.isEmpty()) continue;
      producer.beginTransaction();
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (ConsumerRecord<String, String> record : records) {
        producer.send(new ProducerRecord<>(output, record.partition() + ":" + record.offset()));
        offsets.put(new TopicPartition(input, record.partition()), new OffsetAndMetadata(record.offset() + 1));
      }
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    }
  }

  /** Prints each value that a reader at this isolation level sees up to the end that it sees. */
  static void read(String bootstrap, String topic, String isolation) {
    try (KafkaConsumer<String, String> consumer = consumer(bootstrap, "isolation.level", isolation)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      StringBuilder out = new StringBuilder();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue()))
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) out.append(record.value()).append('\n');
      System.out.print(out);
    }
  }

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "scenario" -> scenario(args[1], args[2], args[3], args[4], args[5]);
      case "job" -> job(args[1], args[2], args[3], args[4], args[5]);
      default -> read(args[1], args[2], args[3]);
    }
  }
}
