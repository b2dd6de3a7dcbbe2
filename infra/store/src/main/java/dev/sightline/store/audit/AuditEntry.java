package dev.sightline.store.audit;

import dev.sightline.store.time.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A link of the chain.
 *
 * @param number from 1, without gaps
 * @param at when, to the microsecond
 * @param event what happened; its text is empty once an erasure has removed it
 * @param previousHash of the entry before; zeros for the first
 * @param hash SHA-256 of number, time, event and previous hash, each with its length in front; of the event's text (object,
 *     reason, detail) only the seal's hash
 * @param seal binds the text to the chain
 */
public record AuditEntry(long number, Instant at, AuditEvent event, String previousHash, String hash, TextSeal seal) {
    /** Stands before the first entry. */
    public static final String BEGINNING = "0".repeat(64);

    static AuditEntry after(long number, String previousHash, Instant at, AuditEvent event) {
        TextSeal seal = TextSeal.on(event);
        AuditEntry open = new AuditEntry(number, at, event, previousHash, "", seal);
        return new AuditEntry(number, at, event, previousHash, open.computedHash(), seal);
    }

    /**
     * Whether the hash is that of the other fields. Of an entry whose text was removed, and whose hash covered the text itself,
     * nothing more can be known than that a later entry names it.
     */
    public boolean isIntact() {
        if (!seal.fits(event)) {
            return false;
        }
        return (seal.isRedacted() && seal.covered().isEmpty()) || hash.equals(computedHash());
    }

    private String computedHash() {
        List<String> fields = new ArrayList<>(List.of(
                previousHash,
                String.valueOf(number),
                String.valueOf(EventTime.micros(at)),
                event.actor(),
                event.via(),
                event.action()));
        if (seal.covered().isPresent()) {
            fields.addAll(
                    List.of(event.site(), event.outcome().name(), seal.covered().get()));
        } else {
            fields.addAll(List.of(
                    event.object(),
                    event.site(),
                    event.reason(),
                    event.outcome().name(),
                    event.detail()));
        }
        return ChainHash.of(fields);
    }

    static AuditEntry of(AuditEntity row) {
        AuditEvent event = new AuditEvent(
                row.actor,
                row.via,
                row.action,
                row.object,
                row.site,
                row.reason,
                AuditEvent.Outcome.valueOf(row.outcome),
                row.detail);
        return new AuditEntry(
                row.number,
                row.at,
                event,
                row.previousHash,
                row.hash,
                new TextSeal(row.salt, row.textHash, row.redactedBy));
    }
}
