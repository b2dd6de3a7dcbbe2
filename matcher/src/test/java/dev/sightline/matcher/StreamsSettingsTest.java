package dev.sightline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.matcher.topology.StreamsPolicy.TakeOver;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.roster.CameraLoads;
import dev.sightline.platform.roster.Rebalancing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    @Test
    void shouldKeepNoStandbyAndNoNameByDefault() {
        Properties properties = settings(TakeOver.none(), Map.of(), Map.of());

        assertThat(properties)
                .containsEntry("num.standby.replicas", 0)
                .doesNotContainKeys("main.consumer.group.instance.id", "main.consumer.session.timeout.ms");
    }

    @Test
    void shouldGiveANamedInstanceTimeForARestart() {
        Properties properties = settings(new TakeOver(1, Optional.of("hall-2")), Map.of(), Map.of());

        assertThat(properties)
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("main.consumer.group.instance.id", "hall-2")
                .containsEntry("main.consumer.session.timeout.ms", 30_000);
    }

    @Test
    void shouldLetTheUsersOwnSettingsWin() {
        Properties properties = settings(
                new TakeOver(1, Optional.of("hall-2")),
                Map.of("session.timeout.ms", "60000"),
                Map.of("num.standby.replicas", "2"));

        assertThat(properties)
                .containsEntry("num.standby.replicas", "2")
                .containsEntry("consumer.session.timeout.ms", "60000")
                .doesNotContainKey("main.consumer.session.timeout.ms");
    }

    private static Properties settings(TakeOver takeOver, Map<String, String> consumer, Map<String, String> streams) {
        StreamsPolicy d = StreamsPolicy.defaults();
        StreamsPolicy policy =
                new StreamsPolicy(d.threads(), d.commitInterval(), Optional.empty(), d.threadReplacements(), takeOver);
        KafkaSettings kafka = new KafkaSettings("nowhere:1", "test", Map.of(), Map.of(), consumer, Map.of(), streams);
        KafkaClients clients = new KafkaClients(kafka);
        return StreamsSettings.of(
                clients, policy, Path.of("state"), new Rebalancing(new CameraLoads(clients, "unread")));
    }
}
