package dev.sightline.app.run;

import dev.sightline.console.api.LearnedWays;
import dev.sightline.console.api.Topology.WayItem;
import dev.sightline.matcher.link.score.LearnedWay;
import dev.sightline.matcher.topology.LearnedTopology;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ways that the matcher has learned, read off its changelog at most once a minute: all of that has to be gone through. One
 * thread reads; meanwhile the others get what was read before, and wait only for the first time. Thread-safe.
 */
final class MatcherWays implements LearnedWays {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Supplier<Map<String, List<LearnedWay>>> changelog;
    private final InstantSource clock;
    private final AtomicReference<@Nullable FutureTask<Known>> reading = new AtomicReference<>();
    private volatile @Nullable Known known;

    private record Known(List<WayItem> ways, Instant until) {}

    MatcherWays(KafkaClients kafka, InstantSource clock) {
        this(() -> LearnedTopology.read(kafka), clock);
    }

    /** @param changelog reads the ways of each site */
    MatcherWays(Supplier<Map<String, List<LearnedWay>>> changelog, InstantSource clock) {
        this.changelog = changelog;
        this.clock = clock;
    }

    @Override
    public List<WayItem> read() {
        Known before = known;
        if (before != null && clock.instant().isBefore(before.until())) {
            return before.ways();
        }
        FutureTask<Known> own = new FutureTask<>(this::readNow);
        FutureTask<Known> other = reading.compareAndExchange(null, own);
        if (other == null) {
            own.run();
            reading.set(null);
            return result(own);
        }
        return before != null ? before.ways() : result(other);
    }

    private Known readNow() {
        List<WayItem> found = changelog.get().entrySet().stream()
                .flatMap(site -> site.getValue().stream().map(way -> item(site.getKey(), way)))
                .toList();
        Known now = new Known(found, clock.instant().plus(FRESH));
        known = now;
        return now;
    }

    private static WayItem item(String site, LearnedWay way) {
        return new WayItem(
                site,
                way.fromCamera(),
                way.toCamera(),
                way.people(),
                way.together(),
                way.quickSeconds(),
                way.usualSeconds(),
                way.slowSeconds());
    }

    private static List<WayItem> result(FutureTask<Known> task) {
        try {
            return task.get().ways();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the ways cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted while the ways between cameras are read", e);
        }
    }
}
