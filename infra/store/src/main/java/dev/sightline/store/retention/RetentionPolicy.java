package dev.sightline.store.retention;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long what is kept.
 *
 * @param times by class; all are there
 * @param cropBytes most bytes of the crop folder; beyond it the oldest crops go first, those of unmatched people before others
 * @param every time between two looks
 * @param late a class is late when something is still there so long after its time
 */
public record RetentionPolicy(Map<DataClass, Duration> times, long cropBytes, Duration every, Duration late) {
    static final Duration SHORTEST_FRAMES = Duration.ofMinutes(20);

    public RetentionPolicy {
        times = Map.copyOf(times);
        for (DataClass each : DataClass.values()) {
            Duration time = times.get(each);
            if (time == null || time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("retention." + each.label() + " = " + time + " must be above 0");
            }
        }
        if (of(times, DataClass.FRAMES).compareTo(SHORTEST_FRAMES) < 0) {
            throw new IllegalArgumentException("retention.frames = " + of(times, DataClass.FRAMES)
                    + " must be at least 20m: a recorder may be about to refer to a picture");
        }
        if (cropBytes < 1) {
            throw new IllegalArgumentException("retention.crop-bytes = " + cropBytes + " must be at least 1");
        }
    }

    /** 2 hours of frames, 90 days of crops, 30 days of the unmatched and the expired, a year of the rest, three of audit. */
    public static RetentionPolicy defaults() {
        Map<DataClass, Duration> times = new EnumMap<>(DataClass.class);
        times.put(DataClass.FRAMES, Duration.ofHours(2));
        times.put(DataClass.CROPS, Duration.ofDays(90));
        times.put(DataClass.UNMATCHED, Duration.ofDays(30));
        times.put(DataClass.MATCHED, Duration.ofDays(365));
        times.put(DataClass.WATCHLIST, Duration.ofDays(30));
        times.put(DataClass.EVENTS, Duration.ofDays(365));
        times.put(DataClass.AUDIT, Duration.ofDays(1095));
        return new RetentionPolicy(times, 50L << 30, Duration.ofMinutes(10), Duration.ofHours(6));
    }

    Duration of(DataClass each) {
        return of(times, each);
    }

    private static Duration of(Map<DataClass, Duration> times, DataClass each) {
        Duration time = times.get(each);
        if (time == null) {
            throw new IllegalStateException(each + " has a time, by the constructor");
        }
        return time;
    }
}
