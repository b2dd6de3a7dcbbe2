package dev.sightline.store.search.cluster;

import dev.sightline.store.search.Along;
import java.util.Set;

/**
 * What an instance found.
 *
 * @param partitions that it looked in
 * @param building those of them that are not up to date
 * @param along what is in them
 */
record Found(Set<Integer> partitions, Set<Integer> building, Along along) {
    Found {
        partitions = Set.copyOf(partitions);
        building = Set.copyOf(building);
    }
}
