package dev.sightline.store.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A random text of 256 bits that stands for somebody: a session, a token or a link. Known to its holder alone; the database
 * has the hash, which needs no salt because nobody can guess 256 bits.
 *
 * @param text for the holder; URL-safe
 */
public record Secret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A new one. */
    public static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What the database keeps. */
    public String hash() {
        return hash("");
    }

    /** Another secret that follows from this one and does not give it away; equal for equal purposes. */
    public String derived(String purpose) {
        return hash(purpose);
    }

    private String hash(String purpose) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Never the text: records end up in logs. */
    @Override
    public String toString() {
        return "Secret[***]";
    }
}
