package dev.sightline.store.recorder;

import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** A recorder for tests of other packages. */
public final class RecorderRun {
    private RecorderRun() {}

    /** Records what the topics hold, and ends. */
    public static void untilCaughtUp(KafkaClients clients, Database database, FileCropStore crops) {
        try (RecorderService recorder =
                new RecorderService(clients, database, crops, Recorders.policy(10), new SimpleMeterRegistry())) {
            recorder.start();
            Recorders.awaitCaughtUp(clients, database, Duration.ofSeconds(60));
        }
    }
}
