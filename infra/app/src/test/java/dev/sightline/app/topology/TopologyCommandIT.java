package dev.sightline.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where no matcher has learned anything; what one has learned: MatcherServiceIT. */
class TopologyCommandIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldSayThatNoWayIsKnownYet() {
        KAFKA.createTopics(1);
        Map<String, String> settings = Map.of(
                "data.folder",
                folder.toString(),
                "kafka.bootstrap-servers",
                KAFKA.bootstrapServers(),
                "kafka.topic-prefix",
                KAFKA.clients().settings().topicPrefix());

        assertThat(CommandRun.with(settings, "topology", "show").ended(0)).contains("No way is known yet");
        assertThat(CommandRun.with(settings, "topology", "show", "--json").ended(0))
                .contains("\"ways\" : [ ]");
        assertThat(CommandRun.with(settings, "topology", "show", "--site", "lobby")
                        .ended(ExitStatus.CANNOT_START))
                .contains("there is no site 'lobby'");
    }
}
