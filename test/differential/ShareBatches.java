import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.coordinator.share.PersisterStateBatchCombiner;
import org.apache.kafka.server.share.persister.PersisterStateBatch;

/**
 * Prints what Apache Kafka's share coordinator makes of random delivery states and of those that are written after them. One line
 * of JSON for each: start offset, before, added, combined.
 * java -cp "$LIBS/*" test/differential/ShareBatches.java 1 200 | gzip -9 > test/fixtures/share-batches-4.3.1.jsonl.gz
 */
public class ShareBatches {
    private static Random random;

    public static void main(String[] args) {
        random = new Random(Long.parseLong(args[0]));
        for (int n = 0; n < Integer.parseInt(args[1]); n++) {
            List<PersisterStateBatch> before = batches(random.nextInt(6));
            List<PersisterStateBatch> added = batches(random.nextInt(6));
            long start = random.nextInt(4) == 0 ? -1 : random.nextInt(12);
            List<PersisterStateBatch> combined =
                new PersisterStateBatchCombiner(new ArrayList<>(before), new ArrayList<>(added), start).combineStateBatches();
            System.out.println("[" + start + "," + json(before) + "," + json(added) + "," + json(combined) + "]");
        }
    }

    private static List<PersisterStateBatch> batches(int count) {
        List<PersisterStateBatch> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int first = random.nextInt(20);
            byte state = (byte) (2 * random.nextInt(3));
            all.add(new PersisterStateBatch(first, first + random.nextInt(8), state, (short) (1 + random.nextInt(2))));
        }
        return all;
    }

    private static String json(List<PersisterStateBatch> batches) {
        return batches.stream()
            .map(b -> "[" + b.firstOffset() + "," + b.lastOffset() + "," + b.deliveryState() + "," + b.deliveryCount() + "]")
            .collect(Collectors.joining(",", "[", "]"));
    }
}
