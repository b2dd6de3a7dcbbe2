package dev.sightline.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most so many of something within a time, for each key. Remembers the {@value #KEYS} keys used last. Thread-safe. */
public final class Quota {
    private static final int KEYS = 10_000;

    private final int most;
    private final Duration within;
    private final InstantSource clock;
    private final Map<String, Deque<Instant>> used = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > KEYS;
        }
    };

    public Quota(int most, Duration within, InstantSource clock) {
        this.most = most;
        this.within = within;
        this.clock = clock;
    }

    /** Takes one; zero when it was there, else how long to wait for the next. */
    public synchronized Duration take(String key) {
        Instant now = clock.instant();
        Deque<Instant> times = used.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(within).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() < most) {
            times.addLast(now);
            return Duration.ZERO;
        }
        return Duration.between(now, times.getFirst().plus(within));
    }
}
