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
import org.apache.kafka.coordinator.group.streams.assignor.AssignmentMemberSpec;
import org.apache.kafka.coordinator.group.streams.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.streams.assignor.GroupSpecImpl;
import org.apache.kafka.coordinator.group.streams.assignor.MemberAssignment;
import org.apache.kafka.coordinator.group.streams.assignor.StickyTaskAssignor;
import org.apache.kafka.coordinator.group.streams.assignor.TopologyDescriber;

/**
 * Prints what Apache Kafka's assignor of tasks makes of random streams groups, each several times over: members and processes
 * come and go, topics grow, and what was assigned before is what the next assignment starts from. One line of JSON for each.
 * java -cp "$LIBS/*" test/differential/TaskAssignor.java SEED GROUPS | gzip -9 > test/fixtures/task-assignor-4.3.1.jsonl.gz
 */
public class TaskAssignor {
    private static final Random random = new Random();

    public static void main(String[] args) {
        random.setSeed(Long.parseLong(args[0]));
        for (int group = 0; group < Integer.parseInt(args[1]); group++) new Group().live(2 + random.nextInt(5));
    }

    private static class Group {
        final TreeMap<String, Integer> counts = new TreeMap<>();
        final Set<String> stateful = new TreeSet<>();
        final Map<String, String> members = new LinkedHashMap<>();
        final List<String> processes = new ArrayList<>();
        Map<String, MemberAssignment> assigned = new HashMap<>();
        int standbys = random.nextInt(4);

        Group() {
            int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 14 : 4);
            for (int i = 0; i < count; i++) {
                counts.put("" + i, 1 + random.nextInt(random.nextInt(5) == 0 ? 60 : 10));
                if (random.nextInt(3) > 0) stateful.add("" + i);
            }
            int size = 1 + random.nextInt(random.nextInt(6) == 0 ? 40 : 8);
            for (int i = 0; i < size; i++) join();
        }

        static String uuid() {
            return new Uuid(random.nextLong(), random.nextLong()).toString();
        }

        void join() {
            if (processes.isEmpty() || random.nextInt(2) == 0) processes.add(random.nextInt(3) == 0 ? "process-" + processes.size() : uuid());
            members.put(uuid(), processes.get(random.nextInt(processes.size())));
        }

        void live(int rounds) {
            for (int round = 0; round < rounds; round++) {
                assign();
                switch (random.nextInt(5)) {
                    case 0 -> join();
                    case 1 -> { join(); join(); join(); }
                    case 2 -> { if (members.size() > 1) members.remove(new ArrayList<>(members.keySet()).get(random.nextInt(members.size()))); }
                    case 3 -> counts.computeIfPresent("0", (id, count) -> count + 1 + random.nextInt(4));
                    default -> standbys = random.nextInt(4);
                }
            }
        }

        void assign() {
            Map<String, AssignmentMemberSpec> specs = new HashMap<>();
            members.forEach((memberId, processId) -> {
                MemberAssignment before = assigned.getOrDefault(memberId, MemberAssignment.empty());
                specs.put(memberId, new AssignmentMemberSpec(Optional.empty(), Optional.empty(), before.activeTasks(),
                    before.standbyTasks(), Map.of(), processId, Map.of(), Map.of(), Map.of()));
            });
            StringBuilder line = new StringBuilder("{\"standbys\":" + standbys + ",\"subtopologies\":[");
            counts.forEach((id, count) -> line.append(line.charAt(line.length() - 1) == '[' ? "" : ",")
                .append("[\"" + id + "\"," + count + "," + stateful.contains(id) + "]"));
            line.append("],\"members\":[");
            members.forEach((memberId, processId) -> line.append(line.charAt(line.length() - 1) == '[' ? "" : ",")
                .append("[\"" + memberId + "\",\"" + processId + "\"]"));
            line.append("],\"before\":" + json(assigned));
            GroupAssignment result = new StickyTaskAssignor().assign(
                new GroupSpecImpl(Collections.unmodifiableMap(specs), Map.of("num.standby.replicas", "" + standbys)),
                new TopologyDescriber() {
                    public List<String> subtopologies() { return new ArrayList<>(counts.keySet()); }
                    public int maxNumInputPartitions(String id) { return counts.get(id); }
                    public boolean isStateful(String id) { return stateful.contains(id); }
                });
            System.out.println(line + ",\"after\":" + json(result.members()) + "}");
            assigned = result.members();
        }

        static String json(Map<String, MemberAssignment> all) {
            List<String> parts = new ArrayList<>();
            new TreeMap<>(all).forEach((memberId, member) -> parts.add("\"" + memberId + "\":["
                + tasks(member.activeTasks()) + "," + tasks(member.standbyTasks()) + "]"));
            return "{" + String.join(",", parts) + "}";
        }

        static String tasks(Map<String, Set<Integer>> tasks) {
            List<String> parts = new ArrayList<>();
            new TreeMap<>(tasks).forEach((id, partitions) ->
                parts.add("\"" + id + "\":" + new TreeSet<>(partitions).toString().replace(" ", "")));
            return "{" + String.join(",", parts) + "}";
        }
    }
}
