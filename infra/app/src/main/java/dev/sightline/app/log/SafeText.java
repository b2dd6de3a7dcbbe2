package dev.sightline.app.log;

import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.text.Printable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Text for a log: one line, without passwords in addresses, and without what a terminal obeys. */
final class SafeText {
    private SafeText() {}

    static String of(String text) {
        return Printable.line(Addresses.masked(text));
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** A value of a structured field: numbers and truth values as they are, all else as text. */
    static @Nullable Object value(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? value
                : of(Objects.toString(value));
    }
}
