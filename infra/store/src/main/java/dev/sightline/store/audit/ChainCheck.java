package dev.sightline.store.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes along the chain, entry by entry, up to the head as it was when the check began. Not thread-safe. */
final class ChainCheck {
    private final long end;
    private final String endHash;
    private final Optional<String> known;
    private long number;
    private String hash = AuditEntry.BEGINNING;
    private boolean seen;
    private AuditCheck.@Nullable Broken broken;

    /**
     * @param end number of the last entry
     * @param endHash its hash, as the head says
     * @param known a hash that has to be somewhere
     */
    ChainCheck(long end, String endHash, Optional<String> known) {
        this.end = end;
        this.endHash = endHash;
        this.known = known;
        this.seen = known.isEmpty() || known.get().equals(AuditEntry.BEGINNING);
    }

    /** Whether more entries say nothing new. */
    boolean isOver() {
        return broken != null || number >= end;
    }

    void take(AuditEntry entry) {
        if (isOver()) {
            return;
        }
        if (entry.number() != number + 1) {
            breaks(number + 1, "it is missing; the next one is number " + entry.number());
        } else if (!entry.previousHash().equals(hash)) {
            breaks(entry.number(), "it does not follow from the entry before it, which was altered or replaced");
        } else if (!entry.isIntact()) {
            breaks(entry.number(), "its hash is not that of its fields: it was altered");
        } else {
            number = entry.number();
            hash = entry.hash();
            seen |= known.filter(hash::equals).isPresent();
        }
    }

    AuditCheck result() {
        if (broken != null) {
            return broken;
        }
        if (number != end) {
            return new AuditCheck.Broken(number + 1, "the end is cut off: entries up to " + end + " were written");
        }
        if (!hash.equals(endHash)) {
            return new AuditCheck.Broken(number, "it is not the entry that was written last");
        }
        return seen
                ? new AuditCheck.Whole(number, hash)
                : new AuditCheck.Broken(number, "the hash noted earlier is nowhere in the chain: it was written again");
    }

    private void breaks(long at, String what) {
        broken = new AuditCheck.Broken(at, what);
    }
}
