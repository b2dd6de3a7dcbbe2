package dev.sightline.store.search.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which instance holds which shard.
 *
 * @param of how many partitions {@code sightings} has
 * @param addresses host and port of the instance, by partition; absent: nobody holds it
 */
public record Holders(int of, Map<Integer, String> addresses) {
    /** Before anything is known: nobody holds anything. */
    static final Holders UNKNOWN = new Holders(1, Map.of());

    public Holders {
        addresses = Map.copyOf(addresses);
    }

    /** The partitions of each instance, in order. */
    public Map<String, List<Integer>> byAddress() {
        Map<String, List<Integer>> held = new TreeMap<>();
        for (int partition = 0; partition < of; partition++) {
            String address = addresses.get(partition);
            if (address != null) {
                held.computeIfAbsent(address, who -> new ArrayList<>()).add(partition);
            }
        }
        return held;
    }

    /** Those that nobody holds, leaving some out. */
    List<Integer> without(Collection<Integer> others) {
        List<Integer> left = new ArrayList<>();
        for (int partition = 0; partition < of; partition++) {
            if (!addresses.containsKey(partition) && !others.contains(partition)) {
                left.add(partition);
            }
        }
        return left;
    }
}
