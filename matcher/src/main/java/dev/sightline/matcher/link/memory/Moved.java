package dev.sightline.matcher.link.memory;

import java.util.List;

/**
 * What obeying a statement moved, so that it can be put right when the statement is taken back.
 *
 * @param from the identity that they were taken from; empty: nothing moved
 * @param tracklets who moved
 * @param watchlistId the watchlist entry that came with them; empty: none did
 */
public record Moved(String from, List<String> tracklets, String watchlistId) {
    static final Moved NOBODY = new Moved("", List.of(), "");

    public Moved {
        tracklets = List.copyOf(tracklets);
    }

    Moved without(String trackletId) {
        return new Moved(
                from,
                tracklets.stream().filter(moved -> !moved.equals(trackletId)).toList(),
                watchlistId);
    }
}
