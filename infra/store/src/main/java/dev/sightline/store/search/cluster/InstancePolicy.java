package dev.sightline.store.search.cluster;

import dev.sightline.platform.peer.SharedKey;
import java.time.Duration;
import java.util.Optional;

/**
 * How an instance takes part in searches.
 *
 * @param key of all instances
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param address host and port by which the others reach it; empty: what it listens on
 * @param patience how long a search waits for the others
 */
public record InstancePolicy(SharedKey key, String host, int port, Optional<String> address, Duration patience) {}
