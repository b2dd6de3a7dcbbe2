package dev.sightline.store.watchlist;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * A place in an entry's list of exemplars.
 *
 * @param entryId watchlist entry
 * @param ordinal from 0, in the message's order
 */
@Embeddable
public record WatchlistExemplarKey(
        @Column(name = "entry_id") String entryId,
        @Column(name = "ordinal") int ordinal) {}
