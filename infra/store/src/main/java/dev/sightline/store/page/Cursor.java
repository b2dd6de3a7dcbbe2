package dev.sightline.store.page;

import dev.sightline.store.time.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        String text = EventTime.micros(time) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
            Instant time = EventTime.of(Long.parseLong(text.substring(0, Math.max(0, colon))));
            return new Cursor(time, text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "page cursor '" + token
                            + "' is malformed: use the 'next' value of the page before, or leave it out",
                    e);
        }
    }
}
