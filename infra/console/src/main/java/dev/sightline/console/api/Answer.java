package dev.sightline.console.api;

import dev.sightline.console.live.LiveEvent;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an endpoint answers. */
public sealed interface Answer {
    /** A record, as JSON. */
    record Document(int status, Object body) implements Answer {}

    /** A JPEG. */
    record Picture(byte[] jpeg) implements Answer {
        public Picture {
            jpeg = jpeg.clone();
        }

        @Override
        public byte[] jpeg() {
            return jpeg.clone();
        }
    }

    /** Text of a type. */
    record Text(String type, String text) implements Answer {}

    /** Done; nothing to say. */
    record Nothing() implements Answer {}

    /** Everything that fits, as it happens. */
    record Follow(Predicate<LiveEvent> wanted) implements Answer {}

    /** A page of a list; its JSON is an object so that fields can be added. */
    record Listed<T>(List<T> items, @Nullable String next) {
        public Listed {
            items = List.copyOf(items);
        }
    }

    static Answer of(Object body) {
        return new Document(200, body);
    }

    static Answer created(Object body) {
        return new Document(201, body);
    }

    /** A whole list. */
    static <T> Answer all(List<T> items) {
        return of(new Listed<>(items, null));
    }
}
