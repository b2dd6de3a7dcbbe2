package dev.sightline.store.search;

import dev.sightline.platform.roster.Roster;

/**
 * Part of what was recorded: the sightings of the identities whose records Kafka's producers put into one partition of the
 * {@code sightings} topic. So nobody is in two shards, and counts of several add up.
 *
 * @param partition which
 * @param of how many there are
 */
public record Shard(int partition, int of) implements Comparable<Shard> {
    /** Everything. */
    public static final Shard WHOLE = new Shard(0, 1);

    /** What the folders of all shards are called. */
    static final String FOLDERS = "shard-*-of-*";

    public Shard {
        if (partition < 0 || partition >= of) {
            throw new IllegalArgumentException("there is no partition " + partition + " of " + of);
        }
    }

    /** Whether the sightings of an identity are in it. */
    public boolean holds(String identityId) {
        return of == 1 || Roster.hashed(identityId, of) == partition;
    }

    /** Name of its folder. */
    String folder() {
        return "shard-" + partition + "-of-" + of;
    }

    @Override
    public int compareTo(Shard other) {
        return of == other.of ? Integer.compare(partition, other.partition) : Integer.compare(of, other.of);
    }
}
