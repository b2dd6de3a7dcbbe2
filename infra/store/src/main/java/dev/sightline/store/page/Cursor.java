package dev.sightline.store.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A place in a list ordered by time and then id, both falling.
 *
 * @param time the item's time
 * @param id the item's id
 */
public record Cursor(Instant time, String id) {

    /** Before every item. Sorts ahead of all ids because no item has this time. */
    public static Cursor start() {
        return new Cursor(Instant.parse("9999-12-31T00:00:00Z"), "");
    }

    /** A form for URLs and command lines. */
    public String token() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads {@link #token()}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Cursor parse(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            Instant time = Instant.EPOCH.plus(Long.parseLong(text.substring(0, Math.max(0, colon))), ChronoUnit.MICROS);
            return new Cursor(time, text.substring(colon + 1));
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    "page cursor '" + token
                            + "' is malformed: use the 'next' value of the page before, or leave it out",
                    e);
        }
    }
}
