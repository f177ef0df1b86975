import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.serialization.*;

/**
 * Members of one share group in one process. A record's offset and delivery count decide what becomes of it, so that each way out is
 * met often. A member says what it was given, and what the broker answered to its acknowledgements.
 */
public class Sharers {
  static synchronized void say(String member, String what, int partition, Collection<Long> offsets) {
    String list = offsets.stream().map(String::valueOf).collect(Collectors.joining(","));
    System.out.println(member + " " + what + " " + partition + " " + list);
  }

  static AcknowledgeType fateOf(ConsumerRecord<String, String> record, boolean isRenewed) {
    boolean isFirst = record.deliveryCount().orElse((short) 1) == 1;
    return switch ((int) (record.offset() % 10)) {
      case 0 -> AcknowledgeType.REJECT;
      case 1 -> isFirst ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT;
      case 2 -> isRenewed ? AcknowledgeType.ACCEPT : AcknowledgeType.RENEW;
      default -> AcknowledgeType.ACCEPT;
    };
  }

  static void run(String name, String bootstrap, String topic, String group, long lockMs) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("group.id", group);
    p.put("share.acknowledgement.mode", "explicit");
    p.put("share.acquire.mode", "record_limit");
    p.put("max.poll.records", "50");
    p.put("reconnect.backoff.max.ms", "500");
    Set<String> renewed = new HashSet<>();
    // When the last turns began. A poll gives what a fetch brought up to three turns ago, one for each partition.
    Deque<Long> begun = new ArrayDeque<>(Collections.nCopies(4, System.currentTimeMillis()));
    try (KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (!leaving.contains(name)) {
        begun.addLast(System.currentTimeMillis());
        long oldest = begun.removeFirst();
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
        boolean oversleeps = false;
        Map<Integer, Map<AcknowledgeType, List<Long>>> fates = new TreeMap<>();
        for (ConsumerRecord<String, String> record : records) {
          AcknowledgeType fate = fateOf(record, renewed.remove(record.partition() + ":" + record.offset()));
          if (fate == AcknowledgeType.RENEW) renewed.add(record.partition() + ":" + record.offset());
          oversleeps |= record.offset() % 500 == 3 && record.deliveryCount().orElse((short) 1) == 1;
          say(name, "given-" + record.deliveryCount().orElse((short) 0), record.partition(), List.of(record.offset()));
          consumer.acknowledge(record, fate);
          fates.computeIfAbsent(record.partition(), key -> new TreeMap<>()).computeIfAbsent(fate, key -> new ArrayList<>()).add(record.offset());
        }
        // Longer than the lock: the records are with others by then.
        if (oversleeps) Thread.sleep(lockMs * 3 / 2);
        if (records.isEmpty()) continue;
        Map<Integer, String> errors = new TreeMap<>();
        consumer.commitSync().forEach((partition, error) -> errors.put(partition.partition(), error.map(it -> it.getClass().getSimpleName()).orElse("")));
        // The broker refuses it, or ignores it where all up to there is done: then it says nothing of this member's part in it.
        boolean isLate = System.currentTimeMillis() - oldest > lockMs;
        fates.forEach((partition, byFate) -> byFate.forEach((fate, offsets) -> {
          String error = errors.getOrDefault(partition, "NoAnswer");
          say(name, (isLate ? "LATE-" : "") + (error.isEmpty() ? fate.name() : fate.name() + "-" + error), partition, offsets);
        }));
        if (oversleeps) break;
      }
    } catch (Exception error) {
      System.out.println(name + " failed 0 " + error);
    }
  }

  static final Set<String> leaving = ConcurrentHashMap.newKeySet();

  /** Arguments: BOOTSTRAP TOPIC GROUP PREFIX COUNT LOCK_MS. A line on stdin names a member that is to leave. */
  public static void main(String[] args) throws Exception {
    for (int at = 0; at < Integer.parseInt(args[4]); at++) {
      String name = args[3] + at;
      // Who overslept comes back as another member: what its client still holds is of no use to anybody.
      new Thread(() -> {
        while (!leaving.contains(name)) run(name, args[0], args[1], args[2], Long.parseLong(args[5]));
      }).start();
    }
    Scanner in = new Scanner(System.in);
    while (in.hasNextLine()) leaving.add(in.nextLine());
  }
}
