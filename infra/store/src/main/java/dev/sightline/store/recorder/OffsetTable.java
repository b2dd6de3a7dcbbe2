package dev.sightline.store.recorder;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

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
     * Where a partition's rows end.
     *
     * @param next offset after the last recorded record
     * @param topicId of the topic that was recorded; empty when nobody noted it
     */
    record Place(long next, Optional<String> topicId) {}

    /** The stored places by partition. */
    static Map<TopicPartition, Place> load(Database database) {
        return database.read(OffsetTable::load);
    }

    /**
     * Sets places, always in one order so that two recorders never wait for each other in a circle.
     *
     * @param known as loaded before
     * @throws OffsetConflict when one is no longer what this recorder knows
     */
    static void set(Database database, Map<TopicPartition, Place> known, Map<TopicPartition, Place> places) {
        database.execute(em -> places.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .filter(place -> !place.getValue().equals(known.get(place.getKey())))
                .forEach(place -> set(em, place.getKey(), known.get(place.getKey()), place.getValue())));
    }

    private static void set(EntityManager em, TopicPartition partition, @Nullable Place known, Place place) {
        if (known == null) {
            insert(em, partition, place);
            return;
        }
        int updated = em.createNativeQuery("update recorder_offset set next_offset = :to, topic_id = :id"
                        + " where topic = :topic and partition_no = :partition and next_offset = :from")
                .setParameter("to", place.next())
                .setParameter("id", place.topicId().orElse(""))
                .setParameter("topic", partition.topic())
                .setParameter("partition", partition.partition())
                .setParameter("from", known.next())
                .executeUpdate();
        if (updated != 1) {
            throw new OffsetConflict(partition, known.next());
        }
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
    private static Map<TopicPartition, Place> load(EntityManager em) {
        List<Tuple> rows = em.createNativeQuery(
                        "select topic, partition_no, next_offset, topic_id from recorder_offset", Tuple.class)
                .getResultList();
        Map<TopicPartition, Place> places = new HashMap<>();
        rows.forEach(row -> places.put(
                new TopicPartition(
                        row.get(0, String.class), row.get(1, Number.class).intValue()),
                new Place(row.get(2, Number.class).longValue(), Optional.ofNullable(row.get(3, String.class)))));
        return places;
    }

    private static void insert(EntityManager em, TopicPartition partition, Place place) {
        em.createNativeQuery("insert into recorder_offset (topic, partition_no, next_offset, topic_id)"
                        + " values (:topic, :partition, :offset, :id)")
                .setParameter("topic", partition.topic())
                .setParameter("partition", partition.partition())
                .setParameter("offset", place.next())
                .setParameter("id", place.topicId().orElse(""))
                .executeUpdate();
    }
}
