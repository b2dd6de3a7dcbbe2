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
    void shouldSayThatNoMatcherHasRun() {
        KAFKA.createTopics(1);
        Map<String, String> settings = Map.of(
                "data.folder",
                folder.toString(),
                "kafka.bootstrap-servers",
                KAFKA.bootstrapServers(),
                "kafka.topic-prefix",
                KAFKA.clients().settings().topicPrefix());

        CommandRun none = CommandRun.with(settings, "topology", "show", "--site", "lobby");

        assertThat(none.ended(ExitStatus.CANNOT_START))
                .contains("no matcher has run here yet, so no way between cameras is known")
                .contains("'sightline match'")
                .hasLineCount(1);
    }
}
