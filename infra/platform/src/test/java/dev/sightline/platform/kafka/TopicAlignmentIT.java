package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.TopicAdmin.Difference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That topics which were created with other settings get those of now, and nothing else changes. */
class TopicAlignmentIT {
    @TempDir
    private Path folder;

    @Test
    void shouldShowAndPutRightWhatDiffers() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            TopicAdmin admin = new TopicAdmin(new KafkaClients(broker.access().settings("it")));
            admin.create(List.of(Topics.SIGHTINGS, Topics.WATCHLIST), 2, (short) 1);
            List<Topic<String, ?>> wanted =
                    List.of(Topics.SIGHTINGS.keeping(Duration.ofDays(2)), Topics.WATCHLIST, Topics.TRACKS);
            assertThat(admin.differences(List.of(Topics.SIGHTINGS, Topics.WATCHLIST)))
                    .isEmpty();

            List<Difference> found = admin.differences(wanted);

            assertThat(found)
                    .contains(new Difference(
                            "it.sightings.v1",
                            "retention.ms",
                            String.valueOf(Topics.SIGHTINGS.retention().toMillis()),
                            String.valueOf(Duration.ofDays(2).toMillis())))
                    .as("a topic that is not there differs in nothing")
                    .allMatch(each -> each.topic().equals("it.sightings.v1"));
            admin.align(found);

            assertThat(admin.differences(wanted)).isEmpty();
            TopicState state = admin.describe(wanted).get(0);
            assertThat(state.partitions()).isEqualTo(2);
            assertThat(state.settings())
                    .containsEntry(
                            "segment.ms", String.valueOf(Duration.ofHours(12).toMillis()));
        }
    }
}
