package dev.sightline.app.preflight;

import dev.sightline.app.settings.KafkaClusterSettings;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.problem.UserError;
import java.util.Optional;

/** The Kafka that {@code kafka.bootstrap-servers} names. */
public final class OutsideKafka {
    private static final String PROTOCOL = "security.protocol";

    private OutsideKafka() {}

    /**
     * How to reach it; empty when none is named. When the address is that of the embedded Kafka which another process runs on the
     * same data folder, the log-in comes along, unless the settings have one.
     *
     * @throws UserError when a log-in is set and no cluster
     */
    public static Optional<KafkaAccess> of(SightlineSettings settings) {
        KafkaClusterSettings kafka = settings.kafka();
        Optional<String> servers = kafka.bootstrapServers().filter(s -> !s.isBlank());
        if (servers.isEmpty() && kafka.clientProperties().isPresent()) {
            throw new UserError(
                    "kafka.client-properties is for the cluster of kafka.bootstrap-servers, which is not set; set it,"
                            + " or remove kafka.client-properties: the Kafka of the data folder needs none");
        }
        return servers.map(named -> access(settings, named));
    }

    private static KafkaAccess access(SightlineSettings settings, String servers) {
        KafkaClusterSettings kafka = settings.kafka();
        if (kafka.clientProperties().isPresent() || kafka.common().containsKey(PROTOCOL)) {
            return KafkaAccess.open(servers);
        }
        return EmbeddedBroker.running(DataFolder.of(settings).kafka())
                .filter(own -> own.servers().equals(servers.replace("localhost", "127.0.0.1")))
                .orElse(KafkaAccess.open(servers));
    }
}
