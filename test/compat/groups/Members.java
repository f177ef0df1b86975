import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.*;

/** Many members of one group in one process: each says what it is given, what is taken from it, and what it reads. */
public class Members {
  static synchronized void say(String member, String what, Collection<TopicPartition> partitions) {
    System.out.println(member + " " + what + " " + partitions.stream().map(p -> "" + p.partition()).collect(Collectors.joining(",")));
  }

  static void run(String name, String bootstrap, String topic, String group, String protocol) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("group.id", group);
    p.put("group.protocol", protocol);
    p.put("enable.auto.commit", "false");
    p.put("auto.offset.reset", "earliest");
    if (protocol.equals("classic")) {
      p.put("session.timeout.ms", "6000");
      p.put("heartbeat.interval.ms", "500");
      p.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    }
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
        public void onPartitionsAssigned(Collection<TopicPartition> given) { say(name, "given", given); }
        public void onPartitionsRevoked(Collection<TopicPartition> taken) { say(name, "taken", taken); }
        public void onPartitionsLost(Collection<TopicPartition> lost) { say(name, "lost", lost); }
      });
      while (!leaving.contains(name)) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) continue;
        for (ConsumerRecord<String, String> record : records)
          System.out.println(name + " read " + record.partition() + ":" + record.offset());
        try {
          consumer.commitSync();
        } catch (RebalanceInProgressException | CommitFailedException refused) {
          // In the midst of a rebalance: the next commit has it, or whoever owns the partition then reads it again.
        }
      }
    } catch (Exception error) {
      System.out.println(name + " failed " + error);
    }
    System.out.println(name + " left");
  }

  static final Set<String> leaving = ConcurrentHashMap.newKeySet();

  /** Arguments: BOOTSTRAP TOPIC GROUP PROTOCOL PREFIX COUNT. A line on stdin names a member that is to leave. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[5]);
    for (int at = 0; at < count; at++) {
      String name = args[4] + at;
      new Thread(() -> run(name, args[0], args[1], args[2], args[3])).start();
    }
    Scanner in = new Scanner(System.in);
    while (in.hasNextLine()) leaving.add(in.nextLine());
  }
}
