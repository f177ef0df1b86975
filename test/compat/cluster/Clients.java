import java.time.Duration;
import java.util.*;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.errors.*;
import org.apache.kafka.common.serialization.*;

/** What clients.mjs says of a client, with Apache Kafka's own. Arguments: BOOTSTRAP NAME PROTOCOL PARTITIONS. */
public class Clients {
  static String bootstrap, name, protocol;
  static int partitions;
  static volatile boolean isWriting = true, isReading = true;

  static void say(Object... words) {
    StringJoiner line = new StringJoiner(" ");
    for (Object word : words) line.add(String.valueOf(word));
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }

  static Properties properties(String... more) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("request.timeout.ms", "3000");
    p.put("socket.connection.setup.timeout.ms", "2000");
    p.put("reconnect.backoff.max.ms", "500");
    p.put("retry.backoff.max.ms", "500");
    for (int i = 0; i < more.length; i += 2) p.put(more[i], more[i + 1]);
    return p;
  }

  static KafkaProducer<String, String> producer(String... more) {
    Properties p = properties(more);
    p.put("acks", "all");
    p.put("linger.ms", "0");
    p.put("max.block.ms", "120000");
    p.put("delivery.timeout.ms", p.containsKey("transactional.id") ? "60000" : "2147483647");
    return new KafkaProducer<>(p, new StringSerializer(), new StringSerializer());
  }

  /** One after the other to a partition: the next when the one before is acknowledged. */
  static void plain(KafkaProducer<String, String> producer, int partition) throws Exception {
    for (int n = 0; isWriting; n++) {
      long sent = System.currentTimeMillis();
      String value = name + "-plain:" + n + ":" + sent;
      long offset = producer.send(new ProducerRecord<>("plain", partition, null, value)).get().offset();
      say("acked", "plain", partition, n, offset, sent);
      Thread.sleep(100);
    }
  }

  /** Several in flight for each partition. */
  static void idempotent() throws Exception {
    Semaphore room = new Semaphore(300);
    try (KafkaProducer<String, String> producer = producer("enable.idempotence", "true")) {
      for (int n = 0; isWriting; n++) {
        for (int partition = 0; partition < partitions; partition++) {
          int[] at = {partition, n};
          long sent = System.currentTimeMillis();
          String value = name + "-idempotent:" + n + ":" + sent;
          room.acquire();
          producer.send(new ProducerRecord<>("idempotent", partition, null, value), (metadata, error) -> {
            room.release();
            if (error == null) say("acked", "idempotent", at[0], at[1], metadata.offset(), sent);
            else say("wrong", "idempotent", at[0], at[1], error);
          });
        }
        Thread.sleep(80);
      }
      producer.flush();
    }
  }

  /** Two records for each partition and a committed offset in each transaction; every fourth is aborted. */
  static void transactional() throws Exception {
    KafkaProducer<String, String> producer = null;
    for (int n = 0; isWriting; n++) {
      long sent = System.currentTimeMillis();
      String end = "unknown";
      try {
        if (producer == null) {
          producer = producer("transactional.id", name);
          producer.initTransactions();
        }
        producer.beginTransaction();
        for (int at = 0; at < 2 * partitions; at++)
          producer.send(new ProducerRecord<>("transactional", at % partitions, null, name + "-transactional:" + n + ":" + sent));
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(new TopicPartition("plain", 0), new OffsetAndMetadata(n + 1));
        producer.sendOffsetsToTransaction(offsets, new ConsumerGroupMetadata(name + "-marks"));
        if (n % 4 == 3) producer.abortTransaction();
        else
          while (true)
            try {
              producer.commitTransaction();
              break;
            } catch (TimeoutException late) {
              say("note", "a commit takes long:", late.getMessage());
            }
        end = n % 4 == 3 ? "aborted" : "committed";
      } catch (KafkaException error) {
        say("note", "transaction", n, error);
        // Whatever became of it, the next one of this id ends it.
        if (producer != null) producer.close(Duration.ZERO);
        producer = null;
      }
      say("tx", end, n, sent);
      Thread.sleep(50);
    }
    if (producer != null) producer.close();
  }

  static void member(String member) {
    Properties p = properties("group.id", name + "-group", "group.protocol", protocol, "enable.auto.commit", "false");
    p.put("auto.offset.reset", "earliest");
    p.put("isolation.level", "read_committed");
    if (protocol.equals("classic")) {
      p.put("session.timeout.ms", "6000");
      p.put("heartbeat.interval.ms", "500");
    }
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("plain", "idempotent", "transactional"), new ConsumerRebalanceListener() {
        public void onPartitionsAssigned(Collection<TopicPartition> given) {
          for (TopicPartition each : given) say("given", member, each.topic(), each.partition());
        }
        public void onPartitionsRevoked(Collection<TopicPartition> taken) {}
      });
      while (isReading) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
        for (ConsumerRecord<String, String> record : records)
          say("read", member, record.topic(), record.partition(), record.offset(), record.value());
        if (records.isEmpty()) continue;
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, String> record : records)
          offsets.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        try {
          consumer.commitSync(offsets, Duration.ofSeconds(10));
          offsets.forEach((at, offset) -> say("commit", at.topic(), at.partition(), offset.offset()));
        } catch (RetriableException | CommitFailedException refused) {
          // The next commit has it, or whoever owns the partition then reads it again.
          say("note", "commit", refused);
        }
      }
    }
  }

  interface Task {
    void run() throws Exception;
  }

  static Thread start(Task task) {
    Thread thread = new Thread(() -> {
      try {
        task.run();
      } catch (Throwable error) {
        say("wrong", error);
        error.printStackTrace();
      }
    });
    thread.start();
    return thread;
  }

  public static void main(String[] args) throws Exception {
    bootstrap = args[0];
    name = args[1];
    protocol = args[2];
    partitions = Integer.parseInt(args[3]);
    KafkaProducer<String, String> plain =
        producer("enable.idempotence", "false", "max.in.flight.requests.per.connection", "1");
    List<Thread> writers = new ArrayList<>(List.of(start(Clients::idempotent), start(Clients::transactional)));
    for (int partition = 0; partition < partitions; partition++) {
      int at = partition;
      writers.add(start(() -> plain(plain, at)));
    }
    List<Thread> readers = List.of(start(() -> member(name + "-0")), start(() -> member(name + "-1")));
    Scanner in = new Scanner(System.in);
    while (in.hasNextLine()) {
      if (in.nextLine().equals("end writing")) {
        isWriting = false;
        for (Thread thread : writers) thread.join();
        say("ended", "writing");
        continue;
      }
      isReading = false;
      for (Thread thread : readers) thread.join();
      say("ended", "reading");
    }
    Runtime.getRuntime().halt(0);
  }
}
