package dev.sightline.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after {@value #FREE} failures of one key the next try has to wait, twice as long with each further
 * failure, up to a quarter of an hour. Remembers the {@value #KEYS} keys that failed last. Thread-safe.
 */
public final class Throttle {
    static final int FREE = 5;
    private static final int KEYS = 10_000;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<String, Failures> failed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEYS;
        }
    };

    private record Failures(int count, Instant until) {}

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** How long a key has to wait now; zero when it may try. */
    public synchronized Duration wait(String key) {
        Failures failures = failed.get(key);
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Notes a failure. */
    public synchronized void failed(String key) {
        int count = failed.containsKey(key) ? failed.get(key).count() + 1 : 1;
        failed.put(key, new Failures(count, clock.instant().plus(pause(count))));
    }

    /** Notes a success: the key begins again. */
    public synchronized void succeeded(String key) {
        failed.remove(key);
    }

    private static Duration pause(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(count - FREE, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
