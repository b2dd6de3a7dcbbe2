package dev.sightline.platform.deadletter;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.DeadLetter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How large the parts of a dead letter may be. What is larger is cut, the letter says so in its reason, and its record
 * cannot be put back.
 */
final class LetterBounds {
    /** Largest value that is kept whole, bytes. */
    static final int MAX_VALUE = 1 << 20;
    /** How much of a larger value is kept, bytes. */
    static final int VALUE_START = 64 << 10;

    static final int MAX_KEY = 16 << 10;
    static final int MAX_HEADERS = 64 << 10;
    static final int MAX_REASON = 4_000;

    private LetterBounds() {}

    /** Sets value, or its start; whether it is whole. */
    static boolean value(DeadLetter.Builder letter, byte[] value) {
        return cut(letter, "value", value, new Bound(MAX_VALUE, VALUE_START), letter::setValue);
    }

    /** Sets key, or its start; whether it is whole. */
    static boolean key(DeadLetter.Builder letter, byte[] key) {
        return cut(letter, "key", key, new Bound(MAX_KEY, MAX_KEY), letter::setKey);
    }

    /** Whether the headers are small enough to be kept; says so in the reason where not. */
    static boolean takes(DeadLetter.Builder letter, Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += 2L * header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        if (size > MAX_HEADERS) {
            note(
                    letter,
                    "headers of " + size + " bytes left out: more than " + MAX_HEADERS + "; it cannot be put back");
            return false;
        }
        return true;
    }

    static String reason(String reason) {
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "...";
    }

    private static boolean cut(
            DeadLetter.Builder letter, String part, byte[] bytes, Bound bound, Consumer<ByteString> set) {
        if (bytes.length <= bound.most()) {
            set.accept(ByteString.copyFrom(bytes));
            return true;
        }
        set.accept(ByteString.copyFrom(bytes, 0, bound.start()));
        note(
                letter,
                part + " of " + bytes.length + " bytes, SHA-256 " + sha256(bytes) + ", cut to its first "
                        + bound.start() + ": more than the " + bound.most()
                        + " a dead letter keeps; it cannot be put back");
        return false;
    }

    private static void note(DeadLetter.Builder letter, String what) {
        letter.setReason(letter.getReason() + " [" + what + "]");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * @param most bytes that are kept whole
     * @param start bytes kept of more
     */
    private record Bound(int most, int start) {}
}
