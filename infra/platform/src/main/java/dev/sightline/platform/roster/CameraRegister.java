package dev.sightline.platform.roster;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.RosterEntry;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.platform.retry.Retry;
import dev.sightline.platform.retry.Sleeper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras topic as a table that gives each camera its place. A change reads the table and the roster, decides, and
 * writes both in one transaction. All changes share one transactional id, so that a second one fences the first: whichever
 * commits has seen everything that was committed before, and the other one begins again. So two commands never give two
 * places to one site.
 */
public final class CameraRegister {
    private static final Logger log = LoggerFactory.getLogger(CameraRegister.class);
    private static final String WRITER = "cameras";
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 2, 0.9, 15);

    private final KafkaClients kafka;

    public CameraRegister(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * What a change does.
     *
     * @param puts cameras to set, by id; their places are chosen here
     * @param removes ids of cameras to remove
     * @param result for the caller
     */
    public record Change<R>(Map<String, Camera> puts, Set<String> removes, R result) {
        public Change {
            puts = Map.copyOf(puts);
            removes = Set.copyOf(removes);
        }
    }

    /** The table as it is now, by camera id. */
    public Map<String, Camera> read() {
        return new CompactedTopic<>(kafka, Topics.CAMERAS).read();
    }

    /** Sets one camera. */
    public void put(Camera camera) {
        change(table -> new Change<>(Map.of(camera.getCameraId(), camera), Set.of(), camera));
    }

    /** Removes one camera; its place stays its own. */
    public void remove(String cameraId) {
        change(table -> new Change<>(Map.of(), Set.of(cameraId), cameraId));
    }

    /** Writes the place of every camera into its record: for topics that are about to grow, which changes every hash. */
    public void pin() {
        change(table -> new Change<>(table, Set.of(), table));
    }

    /**
     * Changes the table.
     *
     * @param change what to do with the table that it is given; asked again when another change came in between
     * @return the result of the change that counted
     * @throws KafkaUnavailableException when Kafka does not take it
     */
    public <R> R change(Function<Map<String, Camera>, Change<R>> change) {
        try {
            return new Retry(AGAIN, Sleeper.uninterrupted(), new SplittableRandom(System.nanoTime()))
                    .call("changing cameras", () -> attempt(change), CameraRegister::fenced);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "the cameras were not changed on Kafka at "
                            + kafka.settings().bootstrapServers() + ": " + e.getMessage()
                            + "; check that the broker runs and that this user may write " + kafka.name(Topics.CAMERAS)
                            + " and " + kafka.name(Topics.ROSTERS) + " with the transactional id "
                            + kafka.scoped(WRITER),
                    e);
        }
    }

    private <R> R attempt(Function<Map<String, Camera>, Change<R>> change) {
        try (Producer<byte[], byte[]> producer = kafka.transactional(WRITER, "cameras")) {
            // First, so that no change that began earlier can commit once the table is read.
            producer.initTransactions();
            Map<String, Camera> table = read();
            Roster roster = roster(producer);
            roster.adopt(table);
            Change<R> wanted = change.apply(table);
            Map<String, Camera> after = new TreeMap<>(table);
            after.keySet().removeAll(wanted.removes());
            after.putAll(wanted.puts());
            roster.admit(after.values());
            Map<String, Camera> writes = misplaced(after, roster);
            wanted.puts().forEach((id, camera) -> writes.put(id, roster.placed(camera)));
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            producer.beginTransaction();
            roster.added().forEach((key, entry) -> sent.add(send(producer, Topics.ROSTERS, key, entry.toByteArray())));
            writes.forEach((id, camera) -> sent.add(send(producer, Topics.CAMERAS, id, camera.toByteArray())));
            wanted.removes().forEach(id -> sent.add(send(producer, Topics.CAMERAS, id, null)));
            producer.commitTransaction();
            CommittedWrites written = new CommittedWrites();
            sent.forEach(written::add);
            written.awaitSeen(kafka);
            return wanted.result();
        }
    }

    /** Cameras whose record has another place than the roster, as after topics were created again with fewer partitions. */
    private static Map<String, Camera> misplaced(Map<String, Camera> cameras, Roster roster) {
        Map<String, Camera> misplaced = new TreeMap<>();
        cameras.forEach((id, camera) -> {
            Camera placed = roster.placed(camera);
            if (camera.hasPlace() && !placed.equals(camera)) {
                log.warn("camera={} moves to another partition, for its record names one that is not there", id);
                misplaced.put(id, placed);
            }
        });
        return misplaced;
    }

    private Roster roster(Producer<byte[], byte[]> producer) {
        Map<String, RosterEntry> entries = new CompactedTopic<>(kafka, Topics.ROSTERS).read();
        Roster roster = new Roster(counts(producer), entries);
        if (entries.isEmpty()) {
            new FormerWork(kafka).tell(roster);
        }
        return roster;
    }

    private Roster.Counts counts(Producer<byte[], byte[]> producer) {
        int sites = Stream.of(Topics.OBSERVATIONS, Topics.REDESCRIPTIONS, Topics.FEEDBACK, Topics.ERASURES)
                .mapToInt(topic -> count(producer, topic))
                .max()
                .orElseThrow();
        return new Roster.Counts(count(producer, Topics.FRAMES), count(producer, Topics.OBSERVATIONS), sites);
    }

    private int count(Producer<byte[], byte[]> producer, Topic<?, ?> topic) {
        return producer.partitionsFor(kafka.name(topic)).size();
    }

    @SuppressWarnings("NullAway") // Kafka's contract: a null value removes.
    private Future<RecordMetadata> send(
            Producer<byte[], byte[]> producer, Topic<?, ?> topic, String key, byte @Nullable [] value) {
        return producer.send(new ProducerRecord<>(kafka.name(topic), key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static boolean fenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }
}
