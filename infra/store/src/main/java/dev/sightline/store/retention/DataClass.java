package dev.sightline.store.retention;

import java.util.Locale;

/** Kinds of what is recorded, each with a time of its own. */
public enum DataClass {
    /** Pictures too large for Kafka, in the crop folder. */
    FRAMES,
    /** Pictures of people; what they were described as stays with the person. */
    CROPS,
    /** People seen by one camera only, whom nobody named. */
    UNMATCHED,
    /** People seen by several cameras, or named. */
    MATCHED,
    /** Watchlist entries after they have expired. */
    WATCHLIST,
    /** Identity events and alerts. */
    EVENTS,
    /** The audit log. */
    AUDIT;

    /** As settings, meters and the API write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
