package dev.sightline.matcher.link.memory;

import java.util.List;

/**
 * Somebody whom a site knows.
 *
 * @param createdUs event time
 * @param lastSeenUs event time
 * @param exemplars what they are recognized by
 * @param presences their stays, by their ends
 * @param watchlistId the watchlist entry that looks for them; empty when none does
 */
public record Identity(
        String id,
        long createdUs,
        long lastSeenUs,
        List<KeptExemplar> exemplars,
        List<Presence> presences,
        String watchlistId) {
    public Identity {
        exemplars = List.copyOf(exemplars);
        presences = List.copyOf(presences);
    }

    /** Of whom nothing is known yet. */
    public static Identity created(String id, long createdUs) {
        return new Identity(id, createdUs, 0, List.of(), List.of(), "");
    }

    public Identity with(List<KeptExemplar> now) {
        return new Identity(id, createdUs, lastSeenUs, now, presences, watchlistId);
    }

    public Identity at(List<Presence> stays) {
        return new Identity(id, createdUs, lastSeenUs, exemplars, stays, watchlistId);
    }

    /** @param timeUs an earlier one changes nothing */
    public Identity seen(long timeUs) {
        return new Identity(id, createdUs, Math.max(lastSeenUs, timeUs), exemplars, presences, watchlistId);
    }

    public Identity watchedBy(String entryId) {
        return new Identity(id, createdUs, lastSeenUs, exemplars, presences, entryId);
    }

    /** Whether no stay of it ended after that of a tracklet. */
    public boolean lastStayed(String trackletId) {
        return !presences.isEmpty()
                && presences.get(presences.size() - 1).trackletId().equals(trackletId);
    }

    /** What it keeps of a tracklet. */
    public List<KeptExemplar> exemplarsOf(String trackletId) {
        return exemplars.stream().filter(e -> e.trackletId().equals(trackletId)).toList();
    }

    /** Without a tracklet's stay and exemplars. */
    public Identity without(String trackletId) {
        return with(exemplars.stream()
                        .filter(e -> !e.trackletId().equals(trackletId))
                        .toList())
                .at(presences.stream()
                        .filter(p -> !p.trackletId().equals(trackletId))
                        .toList());
    }

    /** Since its stays: the first began, the last ended. */
    public Identity sinceStays() {
        long first = createdUs;
        long last = lastSeenUs;
        for (Presence stay : presences) {
            first = Math.min(first, stay.startUs());
            last = Math.max(last, stay.endUs());
        }
        return new Identity(id, first, last, exemplars, presences, watchlistId);
    }

    /** With what another one says of times and watchlist, whose stays and exemplars it has already taken over. */
    public Identity inheriting(Identity gone) {
        return new Identity(
                id,
                Math.min(createdUs, gone.createdUs),
                Math.max(lastSeenUs, gone.lastSeenUs),
                exemplars,
                presences,
                watchlistId.isEmpty() ? gone.watchlistId : watchlistId);
    }
}
