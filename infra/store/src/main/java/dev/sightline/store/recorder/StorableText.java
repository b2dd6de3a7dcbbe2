package dev.sightline.store.recorder;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text that every database keeps: PostgreSQL has no NUL character, and neither takes half a surrogate pair. */
final class StorableText {
    private StorableText() {}

    /** Checks every text of a message, however deep. */
    static void check(Message message) {
        message.getAllFields().forEach((field, value) -> {
            for (Object single : value instanceof List<?> list ? list : List.of(value)) {
                if (single instanceof Message inner) {
                    check(inner);
                } else if (single instanceof String text) {
                    check(field.getName(), text);
                }
            }
        });
    }

    static void check(String field, String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    field + " contains a character that a database does not keep (NUL or half" + " a surrogate pair)");
        }
    }
}
