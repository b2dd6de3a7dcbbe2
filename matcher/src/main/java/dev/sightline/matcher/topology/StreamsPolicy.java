package dev.sightline.matcher.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the Streams application runs.
 *
 * @param threads stream threads; more than the partitions of the observations topic do nothing
 * @param commitInterval how often results become visible to readers; each commit is one transaction
 * @param stateFolder for lock and checkpoint files; empty takes a temporary folder, for state lives in memory and is
 *     restored from Kafka
 * @param threadReplacements stream threads that may die and be replaced within ten minutes before the service gives up
 */
public record StreamsPolicy(int threads, Duration commitInterval, Optional<Path> stateFolder, int threadReplacements) {
    public StreamsPolicy {
        if (threads < 1 || threadReplacements < 0) {
            throw new IllegalArgumentException("matcher threads is " + threads + " and threadReplacements "
                    + threadReplacements + "; allowed: at least 1 thread, at least 0 replacements");
        }
        if (commitInterval.toMillis() < 10 || commitInterval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "matcher commitInterval is " + commitInterval + "; allowed: 10 ms to 1 minute");
        }
    }

    public static StreamsPolicy defaults() {
        return new StreamsPolicy(1, Duration.ofMillis(150), Optional.empty(), 5);
    }
}
