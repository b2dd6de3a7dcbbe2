package dev.sightline.platform.deadletter;

import dev.sightline.contracts.v1.DeadLetter;
import java.util.Optional;

/**
 * Which dead letters to put back. What a filter passes over stays for a later replay.
 *
 * @param topic origin topic, full name
 * @param kind kind of failure
 * @param service service that refused the record
 * @param maxReplays records that were put back this often already are passed over
 */
public record ReplayFilter(Optional<String> topic, Optional<String> kind, Optional<String> service, int maxReplays) {
    public ReplayFilter {
        if (maxReplays < 1) {
            throw new IllegalArgumentException("maximum of replays " + maxReplays + " must be at least 1");
        }
    }

    public static ReplayFilter all() {
        return new ReplayFilter(Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
    }

    boolean takes(DeadLetter letter) {
        return topic.map(letter.getOriginTopic()::equals).orElse(true)
                && kind.map(letter.getKind()::equals).orElse(true)
                && service.map(letter.getService()::equals).orElse(true)
                && DeadLetterRecords.replays(letter.getHeadersList()) < maxReplays;
    }
}
