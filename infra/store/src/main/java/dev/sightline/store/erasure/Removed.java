package dev.sightline.store.erasure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a part did.
 *
 * @param count how much was removed this time
 * @param how how it was removed and is checked, for people
 * @param within what goes by itself is gone after so long, counted from the erasure; empty: gone now
 * @param named what the part can only name, such as data sets that hold the person
 * @param waits why it is not done yet, though nothing failed; empty when it is done
 * @param topics of topics: after how long each holds nothing any more, counted from the erasure
 */
public record Removed(
        long count,
        String how,
        Optional<Duration> within,
        List<String> named,
        String waits,
        SortedMap<String, Duration> topics) {
    public Removed {
        named = List.copyOf(named);
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
    }

    private static Removed of(long count, String how, Optional<Duration> within, List<String> named, String waits) {
        return new Removed(count, how, within, named, waits, Collections.emptySortedMap());
    }

    public static Removed now(long count, String how) {
        return of(count, how, Optional.empty(), List.of(), "");
    }

    /** Gone by itself, at the latest after a time. */
    public static Removed within(Duration time, String how) {
        return of(0, how, Optional.of(time), List.of(), "");
    }

    /** Gone by themselves from topics, the last by the longest of the times. */
    static Removed fromTopics(SortedMap<String, Duration> times, String how) {
        Optional<Duration> longest = times.values().stream().max(Duration::compareTo);
        return new Removed(0, how, longest, List.of(), "", times);
    }

    public static Removed named(List<String> names, String how) {
        return of(0, how, Optional.empty(), names, "");
    }

    public static Removed waiting(long count, String how, String why) {
        return of(count, how, Optional.empty(), List.of(), why);
    }
}
