package dev.sightline.store.audit;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes along the chain, entry by entry, up to the head as it was when the check began. Not thread-safe. */
final class ChainCheck {
    private final AuditHeadEntity end;
    private final Optional<String> known;
    private final SortedSet<Long> redacted = new TreeSet<>();
    private long number;
    private String hash;
    private long kept;
    private boolean seen;
    private AuditCheck.@Nullable Broken broken;

    /**
     * @param start what stands before the first entry that is kept
     * @param end the last entry
     * @param known a hash that has to be somewhere
     */
    ChainCheck(AuditHeadEntity start, AuditHeadEntity end, Optional<String> known) {
        this.number = start.number;
        this.hash = start.hash;
        this.end = end;
        this.known = known;
        this.seen = known.isEmpty()
                || known.get().equals(AuditEntry.BEGINNING)
                || known.get().equals(start.hash);
    }

    /** Whether more entries say nothing new. */
    boolean isOver() {
        return broken != null || number >= end.number;
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
            accept(entry);
        }
    }

    private void accept(AuditEntry entry) {
        number = entry.number();
        hash = entry.hash();
        kept++;
        seen |= known.filter(hash::equals).isPresent();
        if (entry.seal().isRedacted()) {
            redacted.add(number);
        } else if (entry.event().action().equals(AuditLog.REDACTED)) {
            EntryNumbers.remove(entry.event().detail(), redacted);
        }
    }

    AuditCheck result() {
        if (broken != null) {
            return broken;
        }
        if (number != end.number) {
            return new AuditCheck.Broken(
                    number + 1, "the end is cut off: entries up to " + end.number + " were written");
        }
        if (!hash.equals(end.hash)) {
            return new AuditCheck.Broken(number, "it is not the entry that was written last");
        }
        if (!redacted.isEmpty()) {
            return new AuditCheck.Broken(
                    redacted.first(), "its text was removed, and no later entry says by which erasure");
        }
        return seen
                ? new AuditCheck.Whole(kept, hash)
                : new AuditCheck.Broken(number, "the hash noted earlier is nowhere in the chain: it was written again");
    }

    private void breaks(long at, String what) {
        broken = new AuditCheck.Broken(at, what);
    }
}
