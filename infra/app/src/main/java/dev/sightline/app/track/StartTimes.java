package dev.sightline.app.track;

import dev.sightline.platform.problem.UserError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When recordings began, from {@code --start TIME} for all cameras or {@code --start CAMERA=TIME} for one. */
final class StartTimes {
    private final Map<String, Instant> byCamera;
    private final @Nullable Instant all;

    private StartTimes(Map<String, Instant> byCamera, @Nullable Instant all) {
        this.byCamera = byCamera;
        this.all = all;
    }

    /**
     * Reads the options.
     *
     * @param cameras that there are
     * @throws UserError for a time that does not read, an unknown camera, or a camera without a time among others with one
     */
    static StartTimes parse(List<String> given, Set<String> cameras) {
        List<String> single = given.stream().filter(text -> !text.contains("=")).toList();
        List<String> named = given.stream().filter(text -> text.contains("=")).toList();
        if (single.size() > 1) {
            throw new UserError(
                    "--start is given " + single.size() + " times; for several cameras use --start CAMERA=TIME");
        }
        Map<String, Instant> times = new LinkedHashMap<>();
        NamedValues.once("--start", named).forEach((camera, time) -> times.put(camera, instant(time)));
        requireKnown(times.keySet(), cameras);
        Instant all = single.isEmpty() ? null : instant(single.get(0));
        if (all == null && !times.isEmpty()) {
            requireComplete(times.keySet(), cameras);
        }
        return new StartTimes(times, all);
    }

    private static void requireKnown(Set<String> named, Set<String> cameras) {
        for (String camera : named) {
            if (!cameras.contains(camera)) {
                throw new UserError("--start names camera '" + camera + "', but there is no --camera of that name;"
                        + " cameras are " + String.join(", ", cameras));
            }
        }
    }

    /** Cameras with and without a time would lie years apart, and nobody could be seen by both. */
    private static void requireComplete(Set<String> named, Set<String> cameras) {
        List<String> missing = new ArrayList<>(new TreeSet<>(cameras));
        missing.removeAll(named);
        if (!missing.isEmpty()) {
            throw new UserError("--start is given for camera " + String.join(", ", new TreeSet<>(named))
                    + " and not for " + String.join(", ", missing)
                    + "; give each camera a start, or one --start TIME for all");
        }
    }

    private static Instant instant(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isAfter(Instant.EPOCH)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new UserError(notATime(text), e);
        }
        throw new UserError(notATime(text));
    }

    private static String notATime(String text) {
        return "--start '" + text + "' must be a date and time after 1970 with its zone, such as 2026-05-01T08:00:00Z"
                + " or 2026-05-01T10:00:00+02:00";
    }

    /** Microseconds since 1970; 0 when the source's own time holds. */
    long micros(String camera) {
        Instant time = byCamera.getOrDefault(camera, all);
        return time == null ? 0 : time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
