package dev.sightline.store.erasure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an erasure. Kept in the database and as a file of its own. Times are ISO 8601 in UTC.
 *
 * @param erasureId which
 * @param site site
 * @param identity the identity that was asked for
 * @param identities all that were the same person
 * @param by who asked
 * @param reason why
 * @param watchlist whether watchlist entries were to go too
 * @param requestedAt when
 * @param state {@code running}, {@code partial} (something is left, and is tried again) or {@code done}
 * @param changedAt when it was last worked on
 * @param hours after so many hours from {@code requestedAt} nothing is left in topics either; 0 without topics
 * @param parts each store
 */
public record Receipt(
        String erasureId,
        String site,
        String identity,
        List<String> identities,
        String by,
        String reason,
        boolean watchlist,
        String requestedAt,
        String state,
        String changedAt,
        long hours,
        List<Part> parts) {
    public static final String RUNNING = "running";
    public static final String PARTIAL = "partial";
    public static final String DONE = "done";

    public Receipt {
        identities = List.copyOf(identities);
        parts = List.copyOf(parts);
    }

    /**
     * One store.
     *
     * @param store its name
     * @param removed how much was removed, over all tries
     * @param left how much was found when it was looked for again
     * @param how how it was removed and looked for
     * @param goneBy when what goes by itself is gone; absent: now
     * @param named what can only be named, such as data sets that hold the person
     * @param problem why it is not done; absent when it is
     * @param topics of the topics: when the last copy is gone from each
     */
    public record Part(
            String store,
            long removed,
            long left,
            String how,
            @Nullable String goneBy,
            List<String> named,
            @Nullable String problem,
            List<TopicTime> topics) {
        public Part {
            named = List.copyOf(named);
            topics = List.copyOf(topics);
        }

        public boolean isDone() {
            return problem == null && left == 0;
        }
    }

    /**
     * When nothing of who was erased is left in a topic, by the settings that it had in Kafka then.
     *
     * @param topic its name in Kafka
     * @param hours whole hours from the request that are enough
     * @param goneBy the time
     */
    public record TopicTime(String topic, long hours, String goneBy) {}

    public boolean isDone() {
        return state.equals(DONE);
    }
}
