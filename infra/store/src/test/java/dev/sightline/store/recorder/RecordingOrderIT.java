package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.testing.H2Databases;
import dev.sightline.testkit.Dumps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Topics are read independently of each other, and after a kill from different places: rows must not depend on that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordingOrderIT {
    private static final int INTERLEAVINGS = 60;
    private static final int LARGEST_BATCH = 25;
    /** They share no table with any other. */
    private static final Set<Topic<String, ?>> APART = Set.of(Topics.CAMERAS, Topics.ALERTS, Topics.FEEDBACK);

    private static final List<String> TABLES = List.of(
            "exemplar",
            "sighting",
            "identity_event",
            "identity",
            "camera",
            "alert",
            "labeled_pair",
            "watchlist_exemplar",
            "watchlist_entry",
            "released_crop");

    private final RecordReader reader = new RecordReader(topic -> topic.name("test"));
    private final Map<Recording, Map<Integer, CropReference>> crops = new HashMap<>();
    private final List<Recording> story = new ArrayList<>();
    private final Database database = H2Databases.inMemory().open();
    private String expected = "";

    @BeforeAll
    void tellTheStory(@TempDir Path folder) {
        StoredCrops store = new StoredCrops(new FileCropStore(folder));
        new Story(this::tell).tell();
        story.forEach(recording -> recording.change().ifPresent(change -> crops.put(recording, store.put(change))));
        expected = recorded(story, story.size());
        assertThat(expected).contains("== sighting 10", "== identity 6", "MERGED", "EXPIRED", "== camera 2");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void shouldEndAlikeInWhateverOrderTheTopicsAreRead() {
        Set<String> apart = APART.stream().map(topic -> topic.name("test")).collect(Collectors.toSet());
        Collection<List<Recording>> topics =
                streams(recording -> apart.contains(recording.record().topic())
                        ? "apart"
                        : recording.record().topic());

        List<List<List<Recording>>> orders = new ArrayList<>();
        permute(new ArrayList<>(), new ArrayList<>(topics), orders);

        assertThat(orders).hasSize(24);
        for (List<List<Recording>> order : orders) {
            List<Recording> records = order.stream().flatMap(List::stream).toList();
            Dumps.assertSame(recorded(records, records.size()), expected);
        }
    }

    @Test
    void shouldEndAlikeWhateverTheBatches() {
        for (int batch = 1; batch <= LARGEST_BATCH; batch++) {
            Dumps.assertSame(recorded(story, batch), expected);
        }
    }

    /** The records of one key lie in one partition and keep their order; nothing else does. */
    @Test
    void shouldEndAlikeHoweverTheKeysAreInterleaved() {
        for (int seed = 0; seed < INTERLEAVINGS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Dumps.assertSame(recorded(interleaved(random), random.nextInt(1, 40)), expected);
        }
    }

    @Test
    void shouldEndAlikeWhenEverythingIsReadAgain() {
        recorded(story, 20);
        for (int seed = 0; seed < 20; seed++) {
            write(interleaved(new SplittableRandom(seed)), 20);
            Dumps.assertSame(DatabaseDump.of(database), expected);
        }
    }

    private <V> void tell(Topic<String, V> topic, String key, @Nullable V value) {
        String name = topic.name("test");
        long offset = story.stream()
                .filter(told -> told.record().topic().equals(name))
                .count();
        byte @Nullable [] bytes =
                value == null ? null : topic.value().serializer().serialize(name, value);
        story.add(Recording.of(reader, record(name, offset, key, bytes)));
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null values are allowed.
    private static ConsumerRecord<byte[], byte[]> record(
            String topic, long offset, String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(topic, 0, offset, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private Collection<List<Recording>> streams(Function<Recording, String> of) {
        return story.stream()
                .collect(Collectors.groupingBy(of, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private List<Recording> interleaved(SplittableRandom random) {
        List<Deque<Recording>> left = new ArrayList<>();
        streams(recording -> recording.record().topic()
                        + new String(recording.record().key(), StandardCharsets.UTF_8))
                .forEach(stream -> left.add(new ArrayDeque<>(stream)));
        List<Recording> order = new ArrayList<>();
        while (!left.isEmpty()) {
            Deque<Recording> stream = left.get(random.nextInt(left.size()));
            order.add(stream.remove());
            left.removeIf(Deque::isEmpty);
        }
        return order;
    }

    private static void permute(
            List<List<Recording>> chosen, List<List<Recording>> left, List<List<List<Recording>>> orders) {
        if (left.isEmpty()) {
            orders.add(List.copyOf(chosen));
        }
        for (List<Recording> next : left) {
            List<List<Recording>> more = new ArrayList<>(chosen);
            more.add(next);
            permute(more, left.stream().filter(other -> other != next).toList(), orders);
        }
    }

    private String recorded(List<Recording> records, int batch) {
        database.execute(em -> TABLES.forEach(
                table -> em.createNativeQuery("delete from " + table).executeUpdate()));
        write(records, batch);
        return DatabaseDump.of(database);
    }

    private void write(List<Recording> records, int batch) {
        for (int from = 0; from < records.size(); from += batch) {
            List<Recording> some = records.subList(from, Math.min(records.size(), from + batch));
            database.execute(em -> new RowWriter(em, Instant.EPOCH).apply(some, crops));
        }
    }
}
