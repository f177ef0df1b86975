import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.api.assignor.PartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;
import org.apache.kafka.coordinator.group.assignor.RangeAssignor;
import org.apache.kafka.coordinator.group.assignor.SimpleAssignor;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;
import org.apache.kafka.coordinator.group.modern.Assignment;
import org.apache.kafka.coordinator.group.modern.GroupSpecImpl;
import org.apache.kafka.coordinator.group.modern.MemberSubscriptionAndAssignmentImpl;

/**
 * Prints what the assignors of Apache Kafka make of random groups, each several times over: members come and go, topics grow,
 * subscriptions change, and what was assigned before is what the next assignment starts from. One line of JSON for each.
 * java -cp "$LIBS/*" test/differential/Assignors.java SEED GROUPS | gzip -9 > test/fixtures/assignors-4.3.1.jsonl.gz
 * With `share` at the end (SEED 7, 220 GROUPS) they are share groups, of which some partitions have no state yet: the first 400 lines of less
 * than 4,000 characters, without the assignor, are test/fixtures/share-assignor-4.3.1.jsonl.gz.
 */
public class Assignors {
    private static final Random random = new Random();
    private static boolean share;

    public static void main(String[] args) {
        random.setSeed(Long.parseLong(args[0]));
        int groups = Integer.parseInt(args[1]);
        share = args.length > 2;
        for (int group = 0; group < groups; group++) {
            boolean mixed = random.nextInt(2) == 0;
            PartitionAssignor assignor = share ? new SimpleAssignor() : random.nextInt(4) == 0 ? new RangeAssignor() : new UniformAssignor();
            new Group(assignor, mixed).live(2 + random.nextInt(4));
        }
    }

    private static class Group {
        final PartitionAssignor assignor;
        final boolean mixed;
        final Map<Uuid, Integer> topics = new LinkedHashMap<>();
        final Map<String, Set<Uuid>> members = new LinkedHashMap<>();
        final Map<String, String> instances = new HashMap<>();
        Map<String, Map<Uuid, Set<Integer>>> assigned = new HashMap<>();
        int next = 0;

        Group(PartitionAssignor assignor, boolean mixed) {
            this.assignor = assignor;
            this.mixed = mixed;
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) topics.put(uuid(), 1 + random.nextInt(random.nextInt(5) == 0 ? 100 : 12));
            int size = 1 + random.nextInt(random.nextInt(6) == 0 ? 50 : 8);
            for (int i = 0; i < size; i++) join();
        }

        static Uuid uuid() {
            return new Uuid(random.nextLong(), random.nextLong());
        }

        void join() {
            String memberId = (random.nextInt(3) == 0 ? "member-" + next++ : uuid().toString());
            members.put(memberId, subscription());
            if (random.nextInt(4) == 0) instances.put(memberId, "instance-" + random.nextInt(1000));
        }

        Set<Uuid> subscription() {
            Set<Uuid> all = new HashSet<>(topics.keySet());
            if (mixed) all.removeIf(topic -> random.nextInt(3) == 0);
            return all;
        }

        void live(int rounds) {
            for (int round = 0; round < rounds; round++) {
                assign();
                switch (random.nextInt(5)) {
                    case 0 -> join();
                    case 1 -> { join(); join(); join(); }
                    case 2 -> { if (members.size() > 1) members.remove(any(members.keySet())); }
                    case 3 -> topics.compute(any(topics.keySet()), (id, count) -> count + 1 + random.nextInt(5));
                    default -> {
                        if (mixed) members.put(any(members.keySet()), subscription());
                        else if (topics.size() > 1) {
                            Uuid gone = any(topics.keySet());
                            members.values().forEach(subscription -> subscription.remove(gone));
                        }
                    }
                }
            }
        }

        static <T> T any(Set<T> set) {
            return new ArrayList<>(set).get(random.nextInt(set.size()));
        }

        void assign() {
            boolean same = members.values().stream().distinct().count() == 1;
            SubscriptionType type = same ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS;
            Map<String, MemberSubscriptionAndAssignmentImpl> specs = new HashMap<>();
            Map<Uuid, Map<Integer, String>> owners = new HashMap<>();
            assigned.forEach((memberId, partitions) -> partitions.forEach((topic, set) -> set.forEach(partition ->
                { if (members.containsKey(memberId)) owners.computeIfAbsent(topic, id -> new HashMap<>()).put(partition, memberId); })));
            members.forEach((memberId, subscription) -> specs.put(memberId, new MemberSubscriptionAndAssignmentImpl(
                Optional.empty(), Optional.ofNullable(instances.get(memberId)), subscription,
                new Assignment(asReplayed(assigned.getOrDefault(memberId, Map.of()))))));
            String before = json(assigned);
            Map<Uuid, Set<Integer>> ready = new HashMap<>();
            if (share) topics.forEach((topic, count) -> {
                Set<Integer> partitions = new HashSet<>();
                boolean all = random.nextInt(4) > 0;
                for (int partition = 0; partition < count; partition++) if (all || random.nextInt(3) > 0) partitions.add(partition);
                ready.put(topic, partitions);
            });
            GroupAssignment result;
            try {
              result = assignor.assign(
                new GroupSpecImpl(Collections.unmodifiableMap(specs), type, owners, share ? Optional.of(ready) : Optional.empty()),
                new SubscribedTopicDescriber() {
                    public int numPartitions(Uuid topic) { return topics.getOrDefault(topic, -1); }
                    public Set<String> racksForPartition(Uuid topic, int partition) { return Set.of(); }
                    public Set<Integer> assignablePartitions(Uuid topic) { return Set.of(); }
                });
            } catch (java.util.NoSuchElementException defect) {
                // SimpleAssignor of 4.3.1 looks for an unfilled member when there is none left.
                return;
            }
            Map<String, Map<Uuid, Set<Integer>>> after = new HashMap<>();
            result.members().forEach((memberId, member) -> after.put(memberId, member.partitions()));
            System.out.println("{\"assignor\":\"" + assignor.name() + "\",\"type\":\"" + type.name().toLowerCase()
                + "\",\"topics\":" + counts() + (share ? ",\"ready\":" + json(Map.of("", ready)) : "") + ",\"members\":" + subscriptions() + ",\"before\":" + before
                + ",\"after\":" + json(after) + "}");
            assigned = after;
        }

        /** As a record of it is read: Kafka walks these maps. */
        static Map<Uuid, Set<Integer>> asReplayed(Map<Uuid, Set<Integer>> partitions) {
            Map<Uuid, Set<Integer>> read = new HashMap<>();
            partitions.forEach((topic, set) -> read.put(topic, Collections.unmodifiableSet(new HashSet<>(new ArrayList<>(share ? new TreeSet<>(set) : set)))));
            return Collections.unmodifiableMap(read);
        }

        String counts() {
            List<String> parts = new ArrayList<>();
            topics.forEach((topic, count) -> parts.add("\"" + topic + "\":" + count));
            return "{" + String.join(",", parts) + "}";
        }

        String subscriptions() {
            List<String> parts = new ArrayList<>();
            members.forEach((memberId, subscription) -> {
                List<String> ids = subscription.stream().map(id -> "\"" + id + "\"").toList();
                String instance = instances.containsKey(memberId) ? "\"" + instances.get(memberId) + "\"" : "null";
                parts.add("[\"" + memberId + "\"," + instance + ",[" + String.join(",", ids) + "]]");
            });
            return "[" + String.join(",", parts) + "]";
        }

        static String json(Map<String, Map<Uuid, Set<Integer>>> all) {
            List<String> parts = new ArrayList<>();
            new TreeMap<>(all).forEach((memberId, partitions) -> {
                List<String> inner = new ArrayList<>();
                partitions.forEach((topic, set) -> { if (!set.isEmpty()) inner.add("\"" + topic + "\":" + new TreeSet<>(set)); });
                parts.add("\"" + memberId + "\":{" + String.join(",", inner) + "}");
            });
            return "{" + String.join(",", parts) + "}";
        }
    }
}
