package dev.sightline.bench.system;

import dev.sightline.bench.world.SyntheticPeople;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.matcher.MatcherPolicy;
import dev.sightline.matcher.MatcherService;
import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A matcher and nothing else in a process, for {@link MatcherLoad}. Ends with its input. */
final class MatcherAlone {
    static final String PREFIX = "bench";

    private MatcherAlone() {}

    /**
     * {@code MatcherAlone FOLDER READY COMMIT}: the folder of a running broker, the file to create once it is ready, and the
     * milliseconds between two commits.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        KafkaAccess access = EmbeddedBroker.running(folder)
                .orElseThrow(() -> new IllegalArgumentException("no broker runs in " + folder));
        List<Calibration> calibrations = SyntheticPeople.calibrations();
        try (MatcherService matcher = new MatcherService(
                new KafkaClients(access.settings(PREFIX)),
                policy(Duration.ofMillis(Long.parseLong(arguments[2]))),
                model -> calibrations,
                new SimpleMeterRegistry())) {
            matcher.start();
            while (!matcher.ready()) {
                LockSupport.parkNanos(20_000_000);
            }
            Files.createFile(Path.of(arguments[1]));
            while (System.in.read() >= 0) {
                // Until the parent closes it or ends.
            }
        }
        System.exit(0);
    }

    private static MatcherPolicy policy(Duration commit) {
        MatcherPolicy d = MatcherPolicy.defaults();
        StreamsPolicy s = d.streams();
        StreamsPolicy streams =
                new StreamsPolicy(s.threads(), commit, s.stateFolder(), s.threadReplacements(), s.takeOver());
        return new MatcherPolicy(d.track(), d.order(), d.link(), d.alert(), streams);
    }
}
