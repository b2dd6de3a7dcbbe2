package dev.sightline.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topic.Cleanup;
import dev.sightline.contracts.v1.Frame;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void shouldNeverRenameATopic() {
        assertThat(Topics.ALL.stream().map(t -> t.name("sightline")))
                .containsExactly(
                        "sightline.cameras.v1",
                        "sightline.rosters.v1",
                        "sightline.camera-status.v1",
                        "sightline.frames.v1",
                        "sightline.observations.v1",
                        "sightline.tracks.v1",
                        "sightline.identity-events.v1",
                        "sightline.sightings.v1",
                        "sightline.alerts.v1",
                        "sightline.watchlist.v1",
                        "sightline.rules.v1",
                        "sightline.models.v1",
                        "sightline.redescriptions.v1",
                        "sightline.feedback.v1",
                        "sightline.erasures.v1",
                        "sightline.dead-letters.v1");
    }

    @Test
    void shouldListEveryConstant() {
        long constants = Arrays.stream(Topics.class.getDeclaredFields())
                .filter(f -> f.getType() == Topic.class && Modifier.isPublic(f.getModifiers()))
                .count();

        assertThat(Topics.ALL).hasSize((int) constants).doesNotHaveDuplicates();
    }

    @Test
    void shouldCompactWhatIsLookedUpAndAgeTheRest() {
        assertThat(Topics.ALL.stream()
                        .filter(t -> t.cleanup() == Cleanup.COMPACT)
                        .map(Topic::noun))
                .containsExactlyInAnyOrder(
                        "cameras", "rosters", "camera-status", "watchlist", "rules", "models", "erasures");
        assertThat(Topics.ALL.stream().filter(t -> t.cleanup() == Cleanup.DELETE))
                .allSatisfy(t -> assertThat(t.retention()).isPositive());
    }

    @Test
    void shouldRefuseAnotherShapeOfName() {
        assertThatThrownBy(() -> new Topic<>(
                        "Bad.Name",
                        1,
                        Serdes.String(),
                        ProtobufSerde.of(Frame.parser()),
                        Cleanup.DELETE,
                        Duration.ofDays(1),
                        -1))
                .hasMessageContaining("'Bad.Name'");
    }
}
