package dev.sightline.store.search;

import dev.sightline.store.sighting.SightingChanges.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the index has followed the database; committed with it.
 *
 * @param databaseId which database; empty: none yet
 * @param place up to where
 * @param deletions the last deletion that was looked after
 */
record IndexState(String databaseId, Place place, long deletions) {
    static final IndexState EMPTY = new IndexState("", Place.BEGIN, 0);

    private static final String LAYOUT = "layout";
    private static final String DATABASE = "database";
    private static final String CHANGE = "change";
    private static final String SIGHTING = "sighting";
    private static final String DELETIONS = "deletions";

    static IndexState of(String databaseId) {
        return new IndexState(databaseId, Place.BEGIN, 0);
    }

    /** Whether nothing was followed yet, and nothing was committed. */
    boolean isEmpty() {
        return equals(EMPTY);
    }

    IndexState at(Place reached) {
        return new IndexState(databaseId, reached, deletions);
    }

    IndexState deleted(long number) {
        return new IndexState(databaseId, place, number);
    }

    Iterable<Map.Entry<String, String>> toCommit() {
        return List.of(
                Map.entry(LAYOUT, IndexLayout.VERSION),
                Map.entry(DATABASE, databaseId),
                Map.entry(CHANGE, String.valueOf(place.change())),
                Map.entry(SIGHTING, place.sightingId()),
                Map.entry(DELETIONS, String.valueOf(deletions)));
    }

    /** Empty when it is of another layout. */
    static Optional<IndexState> read(Map<String, String> committed) {
        if (!IndexLayout.VERSION.equals(committed.get(LAYOUT))) {
            return Optional.empty();
        }
        return Optional.of(new IndexState(
                committed.getOrDefault(DATABASE, ""),
                new Place(Long.parseLong(committed.getOrDefault(CHANGE, "-1")), committed.getOrDefault(SIGHTING, "")),
                Long.parseLong(committed.getOrDefault(DELETIONS, "0"))));
    }
}
