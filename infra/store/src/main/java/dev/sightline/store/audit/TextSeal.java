package dev.sightline.store.audit;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds the text of an entry (object, reason, detail) to the chain without being it: the chain holds a salted hash, so the text
 * can be removed when a person is erased, and nobody can find it again by trying what it may have been.
 *
 * @param salt random, removed with the text
 * @param textHash SHA-256 of salt and text; absent in entries of versions that hashed the text with the entry
 * @param redactedBy the erasure that removed the text; absent while it is there
 */
public record TextSeal(
        @Nullable String salt,
        @Nullable String textHash,
        @Nullable String redactedBy) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static TextSeal on(AuditEvent event) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String salt = HexFormat.of().formatHex(random);
        return new TextSeal(salt, hash(salt, event), null);
    }

    /** Whether the text was removed. */
    public boolean isRedacted() {
        return redactedBy != null;
    }

    /** What of an entry's text its hash covers; empty: the text itself. */
    Optional<String> covered() {
        return Optional.ofNullable(textHash);
    }

    /** Whether the text is the one that was sealed, as far as it is there. */
    boolean fits(AuditEvent event) {
        if (isRedacted()) {
            return event.object().isEmpty()
                    && event.reason().isEmpty()
                    && event.detail().isEmpty();
        }
        return textHash == null || (salt != null && textHash.equals(hash(salt, event)));
    }

    private static String hash(String salt, AuditEvent event) {
        return ChainHash.of(List.of(salt, event.object(), event.reason(), event.detail()));
    }
}
