package dev.sightline.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.problem.Problem;
import dev.sightline.testkit.KafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CameraProblemsIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private final KafkaClients kafka = KAFKA.clients();

    @Test
    void shouldSayWhatStatusesAndDeadLettersSayOnce() {
        new TopicAdmin(kafka).create(List.of(Topics.CAMERA_STATUS, Topics.DEAD_LETTERS), 1, (short) 1);
        new CompactedTopic<>(kafka, Topics.CAMERA_STATUS)
                .putAll(Map.of(
                        "north", status("north", "unreadable-picture", 2),
                        "other", status("other", "ends-early", 1)));
        letters("north", "image-truncated", "image-truncated", "image-truncated");
        letters("south", "image-empty", "no-model");
        BatchResults results = new BatchResults();
        results.add(
                CameraTracks.newBuilder().setCameraId("north").setSequence(1).build());
        results.add(
                CameraTracks.newBuilder().setCameraId("south").setSequence(1).build());

        List<Problem> problems = CameraProblems.read(kafka, Set.of("north", "south", "door"), results);

        assertThat(problems)
                .extracting(Problem::where, Problem::kind, Problem::count)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("camera door", "no-frames", 1L),
                        Tuple.tuple("camera north", "unreadable-picture", 2L),
                        // Two of the three are those of the status.
                        Tuple.tuple("camera north", "image-truncated", 1L),
                        Tuple.tuple("camera south", "image-empty", 1L),
                        Tuple.tuple("camera south", "no-model", 1L));
        assertThat(problems).allSatisfy(problem -> assertThat(problem.advice()).isNotBlank());
    }

    private static CameraStatus status(String camera, String kind, long count) {
        return CameraStatus.newBuilder()
                .setCameraId(camera)
                .addProblems(dev.sightline.contracts.v1.Problem.newBuilder()
                        .setKind(kind)
                        .setWhat("what of " + kind)
                        .setCount(count)
                        .setAdvice("advice"))
                .build();
    }

    private void letters(String camera, String... kinds) {
        String topic = kafka.name(Topics.DEAD_LETTERS);
        try (Producer<byte[], byte[]> producer = kafka.producer("test")) {
            for (String kind : kinds) {
                DeadLetter letter = DeadLetter.newBuilder()
                        .setOriginTopic("frames")
                        .setKey(ByteString.copyFromUtf8(camera))
                        .setKind(kind)
                        .setReason("reason of " + kind)
                        .build();
                producer.send(new ProducerRecord<>(topic, letter.toByteArray()));
            }
        }
    }
}
