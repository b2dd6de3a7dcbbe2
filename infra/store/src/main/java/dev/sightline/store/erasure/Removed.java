package dev.sightline.store.erasure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a part did.
 *
 * @param count how much was removed this time
 * @param how how it was removed and is checked, for people
 * @param within what goes by itself is gone after so long, counted from the erasure; empty: gone now
 * @param named what the part can only name, such as data sets that hold the person
 * @param waits why it is not done yet, though nothing failed; empty when it is done
 */
public record Removed(long count, String how, Optional<Duration> within, List<String> named, String waits) {
    public Removed {
        named = List.copyOf(named);
    }

    public static Removed now(long count, String how) {
        return new Removed(count, how, Optional.empty(), List.of(), "");
    }

    /** Gone by itself, at the latest after a time. */
    public static Removed within(Duration time, String how) {
        return new Removed(0, how, Optional.of(time), List.of(), "");
    }

    public static Removed named(List<String> names, String how) {
        return new Removed(0, how, Optional.empty(), names, "");
    }

    public static Removed waiting(long count, String how, String why) {
        return new Removed(count, how, Optional.empty(), List.of(), why);
    }
}
