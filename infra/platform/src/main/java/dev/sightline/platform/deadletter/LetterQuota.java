package dev.sightline.platform.deadletter;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How many dead letters of one cause are kept: the first 20, then one a minute. The others are counted, so that a camera
 * that sends nothing but bad frames does not fill the disks. A cause that is quiet for ten minutes starts over. At most
 * 1,000 causes are remembered; further ones share what one cause may have. Thread-safe.
 */
public final class LetterQuota {
    static final int FIRST = 20;
    static final Duration BETWEEN = Duration.ofMinutes(1);
    static final Duration QUIET = Duration.ofMinutes(10);
    static final int MAX_CAUSES = 1_000;
    /** Enough of a key to know a camera by; longer keys do not take more memory. */
    private static final int MAX_KEY = 256;

    private static final ByteString OTHERS = ByteString.copyFromUtf8("(other keys)");

    private final InstantSource clock;
    private final Map<Cause, State> causes = new HashMap<>();
    private long lastSweep;

    /** @param clock may be set back and forth */
    public LetterQuota(InstantSource clock) {
        this.clock = clock;
        this.lastSweep = clock.millis();
    }

    /** Whether this record's letter is to be kept; where not, it is counted. */
    public synchronized boolean takes(ConsumerRecord<byte[], byte[]> record, String kind) {
        long now = clock.millis();
        return state(Cause.of(record.topic(), record.key(), kind), now).take(now);
    }

    /** What was left out since it was last said, at most once a minute; empty in between. */
    public synchronized List<LeftOut> due() {
        long now = clock.millis();
        // A clock that was set back must not silence this until it has caught up.
        if (now >= lastSweep && now - lastSweep < BETWEEN.toMillis()) {
            return List.of();
        }
        lastSweep = now;
        List<LeftOut> due = rest();
        causes.values().removeIf(state -> state.isQuiet(now));
        return due;
    }

    /** What was left out since it was last said. */
    public synchronized List<LeftOut> rest() {
        List<LeftOut> rest = new ArrayList<>();
        causes.forEach((cause, state) -> {
            long count = state.forgetLeftOut();
            if (count > 0) {
                rest.add(new LeftOut(cause.topic(), cause.key(), cause.kind(), count));
            }
        });
        return rest;
    }

    private State state(Cause cause, long now) {
        State known = causes.get(cause);
        if (known != null) {
            return known;
        }
        // Topics and kinds are few, so the shared causes are few too.
        Cause counted = causes.size() < MAX_CAUSES ? cause : new Cause(cause.topic(), OTHERS, cause.kind());
        return causes.computeIfAbsent(counted, none -> new State(now));
    }

    /**
     * Letters of one cause that were counted only.
     *
     * @param topic where the records came from
     * @param key of the records, cut where it is long
     * @param count of records
     */
    public record LeftOut(String topic, ByteString key, String kind, long count) {}

    private record Cause(String topic, ByteString key, String kind) {
        static Cause of(String topic, byte @Nullable [] key, String kind) {
            ByteString start =
                    key == null ? ByteString.EMPTY : ByteString.copyFrom(key, 0, Math.min(key.length, MAX_KEY));
            return new Cause(topic, start, kind);
        }
    }

    /** Guarded by the quota's lock. */
    private static final class State {
        private int kept;
        private long lastKept;
        private long lastSeen;
        private long leftOut;

        State(long now) {
            this.lastKept = now;
            this.lastSeen = now;
        }

        boolean take(long now) {
            if (isQuiet(now)) {
                kept = 0;
            }
            lastSeen = now;
            if (kept < FIRST || now < lastKept || now - lastKept >= BETWEEN.toMillis()) {
                kept = Math.min(FIRST, kept + 1);
                lastKept = now;
                return true;
            }
            leftOut++;
            return false;
        }

        boolean isQuiet(long now) {
            return now - lastSeen >= QUIET.toMillis();
        }

        long forgetLeftOut() {
            long count = leftOut;
            leftOut = 0;
            return count;
        }
    }
}
