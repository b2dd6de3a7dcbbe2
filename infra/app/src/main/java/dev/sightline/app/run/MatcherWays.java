package dev.sightline.app.run;

import dev.sightline.console.api.LearnedWays;
import dev.sightline.console.api.Topology.WayItem;
import dev.sightline.matcher.topology.LearnedTopology;
import dev.sightline.platform.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The ways that the matcher has learned, read off its changelog at most once a minute: all of that has to be gone through. Thread-safe. */
final class MatcherWays implements LearnedWays {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final KafkaClients kafka;
    private final InstantSource clock;
    private List<WayItem> known = List.of();
    private Instant next = Instant.EPOCH;

    MatcherWays(KafkaClients kafka, InstantSource clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public synchronized List<WayItem> read() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            List<WayItem> found = new ArrayList<>();
            LearnedTopology.read(kafka)
                    .forEach((site, ways) -> ways.forEach(way -> found.add(new WayItem(
                            site,
                            way.fromCamera(),
                            way.toCamera(),
                            way.people(),
                            way.together(),
                            way.quickSeconds(),
                            way.usualSeconds(),
                            way.slowSeconds()))));
            known = List.copyOf(found);
            next = now.plus(FRESH);
        }
        return known;
    }
}
