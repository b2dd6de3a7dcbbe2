package dev.sightline.store.audit;

import dev.sightline.store.time.EventTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A link of the chain.
 *
 * @param number from 1, without gaps
 * @param at when, to the microsecond
 * @param event what happened
 * @param previousHash of the entry before; zeros for the first
 * @param hash SHA-256 of number, time, event and previous hash, each with its length in front
 */
public record AuditEntry(long number, Instant at, AuditEvent event, String previousHash, String hash) {
    /** Stands before the first entry. */
    public static final String BEGINNING = "0".repeat(64);

    static AuditEntry after(long number, String previousHash, Instant at, AuditEvent event) {
        return new AuditEntry(number, at, event, previousHash, hash(number, previousHash, at, event));
    }

    /** Whether the hash is that of the other fields. */
    public boolean isIntact() {
        return hash.equals(hash(number, previousHash, at, event));
    }

    private static String hash(long number, String previousHash, Instant at, AuditEvent event) {
        List<String> fields = List.of(
                previousHash,
                String.valueOf(number),
                String.valueOf(EventTime.micros(at)),
                event.actor(),
                event.via(),
                event.action(),
                event.object(),
                event.site(),
                event.reason(),
                event.outcome().name(),
                event.detail());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String field : fields) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
        return new AuditEntry(row.number, row.at, event, row.previousHash, row.hash);
    }
}
