package dev.sightline.console.api;

import java.util.List;

/** What the matcher has learned of the ways between cameras, which the console does not know. Thread-safe. */
@FunctionalInterface
public interface LearnedWays {
    /**
     * The ways of all sites, by site, the most walked first.
     *
     * @throws dev.sightline.platform.kafka.KafkaUnavailableException when no matcher ever ran here, or Kafka does not answer
     */
    List<Topology.WayItem> read();
}
