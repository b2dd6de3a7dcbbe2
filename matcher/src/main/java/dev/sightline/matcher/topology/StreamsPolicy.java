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
 * @param takeOver how other instances take over from one that ends
 */
public record StreamsPolicy(
        int threads, Duration commitInterval, Optional<Path> stateFolder, int threadReplacements, TakeOver takeOver) {
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
        return new StreamsPolicy(1, Duration.ofMillis(150), Optional.empty(), 5, TakeOver.none());
    }

    /**
     * How other instances take over.
     *
     * @param standbyReplicas instances beside the one that works that keep a copy of each part of the state, so that it need
     *     not be restored first
     * @param instanceId a name of this instance of its own that stays the same over restarts: one that is back within the
     *     session time-out goes on with its partitions and nothing moves. Empty: each start is a new instance
     */
    public record TakeOver(int standbyReplicas, Optional<String> instanceId) {
        public TakeOver {
            if (standbyReplicas < 0) {
                throw new IllegalArgumentException(
                        "matcher standbyReplicas is " + standbyReplicas + "; allowed: 0 or more");
            }
        }

        public static TakeOver none() {
            return new TakeOver(0, Optional.empty());
        }
    }
}
