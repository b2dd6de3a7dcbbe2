package dev.sightline.ingest.status;

import dev.sightline.ingest.source.Finding;
import dev.sightline.platform.health.RecentShare;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges by the last seconds whether a live camera's frames come as they should. Thread-safe. */
public final class Health {
    /** Frames are skipped because Kafka does not take them as fast as they come. */
    public static final String FRAMES_SKIPPED = "frames-skipped";
    /** Frames wait too long for Kafka. */
    public static final String FRAMES_LATE = "frames-late";

    private static final String SLOW =
            "Kafka takes the frames too slowly: check its load and disk, or lower the camera's fps";

    private final DegradedPolicy policy;
    private final InstantSource clock;
    private final RecentShare skipped;
    private final RecentShare damaged;

    public Health(DegradedPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
        this.skipped = new RecentShare(policy.window(), clock);
        this.damaged = new RecentShare(policy.window(), clock);
    }

    /** A frame came, and so many were dropped for it. */
    public void frame(int dropped) {
        skipped.add(1, dropped);
        damaged.add(1, 0);
    }

    /** Something came that was no whole frame. */
    public void damaged() {
        damaged.add(1, 1);
    }

    /** Share of the last frames that were skipped, 0 to 1. */
    public double skippedShare() {
        return skipped.share(1);
    }

    /**
     * What makes the camera degraded now; empty when nothing does.
     *
     * @param oldestMillis since when the oldest frame waits for Kafka, epoch milliseconds
     */
    public Optional<Finding> judge(OptionalLong oldestMillis) {
        double lost = skipped.share(policy.leastFrames());
        if (lost > policy.skippedShare()) {
            return found(FRAMES_SKIPPED, percent(lost) + " are skipped", SLOW);
        }
        Duration waits = Duration.ofMillis(oldestMillis.isEmpty() ? 0 : clock.millis() - oldestMillis.getAsLong());
        if (waits.compareTo(policy.oldestFrame()) > 0) {
            return found(FRAMES_LATE, "a frame has been waiting for Kafka for " + waits.toSeconds() + " s", SLOW);
        }
        double broken = damaged.share(policy.leastFrames());
        return broken > policy.skippedShare()
                ? found(
                        Finding.DECODE_ERRORS,
                        percent(broken) + " are damaged",
                        "check the camera's network: lost packets damage frames")
                : Optional.empty();
    }

    private String percent(double share) {
        return String.format(
                Locale.ROOT,
                "%.0f%% of the frames of the last %d s",
                100 * share,
                policy.window().toSeconds());
    }

    private static Optional<Finding> found(String kind, String what, String advice) {
        return Optional.of(new Finding(kind, what, 1, advice));
    }
}
