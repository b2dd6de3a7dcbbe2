package dev.sightline.app.results;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.deadletter.DeadLetterRecords;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What went wrong with a batch's cameras: what ingest said in the camera-status topic, pictures that became dead letters,
 * and cameras that gave nothing. Read once the services are closed, so that all of it is written.
 */
public final class CameraProblems {
    private static final String UNREADABLE = "unreadable-picture";

    private final KafkaClients kafka;
    private final Set<String> cameras;
    private final Problems problems = new Problems();
    private final Map<String, Long> unreadable = new HashMap<>();

    private CameraProblems(KafkaClients kafka, Set<String> cameras) {
        this.kafka = kafka;
        this.cameras = new TreeSet<>(cameras);
    }

    /** The problems of these cameras, by camera. */
    public static List<Problem> read(KafkaClients kafka, Set<String> cameras, BatchResults results) {
        CameraProblems found = new CameraProblems(kafka, cameras);
        Map<String, CameraStatus> statuses = new CompactedTopic<>(kafka, Topics.CAMERA_STATUS).read();
        found.cameras.forEach(camera -> {
            CameraStatus status = statuses.getOrDefault(camera, CameraStatus.getDefaultInstance());
            found.add(camera, status);
            found.addIfEmpty(camera, status, results);
        });
        found.addDeadLetters();
        return found.problems.all();
    }

    private void add(String camera, CameraStatus status) {
        for (dev.sightline.contracts.v1.Problem p : status.getProblemsList()) {
            long count = Math.max(1, p.getCount());
            problems.add(new Problem(where(camera), p.getKind(), p.getWhat(), count, p.getAdvice()));
            if (p.getKind().equals(UNREADABLE)) {
                unreadable.merge(camera, count, Long::sum);
            }
        }
    }

    private void addIfEmpty(String camera, CameraStatus status, BatchResults results) {
        if (results.frames(camera).frames() == 0 && status.getProblemsCount() == 0) {
            problems.add(Problem.of(
                    where(camera),
                    "no-frames",
                    "gave no picture",
                    "give a video file or a folder of pictures; the log says what could not be read"));
        }
    }

    private void addDeadLetters() {
        String topic = kafka.name(Topics.DEAD_LETTERS);
        try (Consumer<byte[], byte[]> reader = kafka.reader("batch-problems")) {
            List<TopicPartition> partitions = Partitions.assignFromBeginning(reader, topic);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (!Partitions.reached(reader, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    add(Topics.DEAD_LETTERS.value().deserializer().deserialize(topic, record.value()));
                }
            }
        }
    }

    private void add(DeadLetter letter) {
        String camera = letter.getKey().toStringUtf8();
        long count = DeadLetterRecords.records(letter);
        // Ingest hands on the pictures that it found broken: each is counted once.
        long said = letter.getKind().startsWith("image-") ? Math.min(count, unreadable.getOrDefault(camera, 0L)) : 0;
        unreadable.merge(camera, -said, Long::sum);
        if (count > said) {
            String where = cameras.contains(camera) ? where(camera) : "topic " + letter.getOriginTopic();
            problems.add(
                    new Problem(where, letter.getKind(), letter.getReason(), count - said, advice(letter.getKind())));
        }
    }

    private static String advice(String kind) {
        return kind.startsWith("image-")
                ? "these pictures are left out: people in them may be missed; copy or export the footage again"
                : "this record is left out; the log of the run says more";
    }

    private static String where(String camera) {
        return "camera " + camera;
    }
}
