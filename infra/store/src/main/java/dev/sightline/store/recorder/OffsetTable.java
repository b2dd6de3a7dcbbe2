package dev.sightline.store.recorder;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where reading goes on, kept beside the rows. */
final class OffsetTable {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private OffsetTable() {}

    /**
     * An advance over records of one partition.
     *
     * @param from the stored offset this recorder knows
     * @param to the offset to read on at
     */
    record Advance(long from, long to) {}

    /**
     * The stored offsets, with those of partitions never recorded from set to their first offset.
     *
     * @param first first offset in Kafka by partition
     */
    static Map<TopicPartition, Long> open(Database database, Map<TopicPartition, Long> first) {
        return database.write(em -> {
            Map<TopicPartition, Long> stored = load(em);
            Map<TopicPartition, Long> offsets = new HashMap<>();
            first.keySet().stream().sorted(ORDER).forEach(partition -> {
                if (!stored.containsKey(partition)) {
                    insert(em, partition, first.getOrDefault(partition, 0L));
                }
                offsets.put(partition, stored.getOrDefault(partition, first.getOrDefault(partition, 0L)));
            });
            return offsets;
        });
    }

    /**
     * Moves the stored offsets on, always in one order so that two recorders never wait for each other in a circle.
     *
     * @throws OffsetConflict when one is no longer what this recorder knows
     */
    static void advance(EntityManager em, Map<TopicPartition, Advance> advances) {
        advances.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).forEach(entry -> {
            int updated = em.createNativeQuery("update recorder_offset set next_offset = :to"
                            + " where topic = :topic and partition_no = :partition and next_offset = :from")
                    .setParameter("to", entry.getValue().to())
                    .setParameter("topic", entry.getKey().topic())
                    .setParameter("partition", entry.getKey().partition())
                    .setParameter("from", entry.getValue().from())
                    .executeUpdate();
            if (updated != 1) {
                throw new OffsetConflict(entry.getKey(), entry.getValue().from());
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<TopicPartition, Long> load(EntityManager em) {
        List<Tuple> rows = em.createNativeQuery(
                        "select topic, partition_no, next_offset from recorder_offset", Tuple.class)
                .getResultList();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        rows.forEach(row -> offsets.put(
                new TopicPartition(
                        row.get(0, String.class), row.get(1, Number.class).intValue()),
                row.get(2, Number.class).longValue()));
        return offsets;
    }

    private static void insert(EntityManager em, TopicPartition partition, long offset) {
        em.createNativeQuery("insert into recorder_offset (topic, partition_no, next_offset)"
                        + " values (:topic, :partition, :offset)")
                .setParameter("topic", partition.topic())
                .setParameter("partition", partition.partition())
                .setParameter("offset", offset)
                .executeUpdate();
    }
}
