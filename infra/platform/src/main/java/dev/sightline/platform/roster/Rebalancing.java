package dev.sightline.platform.roster;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that cameras have come or gone so that partitions are no longer spread evenly. Only the instance that leads its
 * group knows who has what, so only that one asks for another assignment. Safe for several threads.
 */
public final class Rebalancing {
    /** Setting of a client by which its assignor finds this: it is made by Kafka. */
    public static final String SETTING = "sightline.rebalancing";

    /** Busiest by mean from which on partitions move although no instance came or went. */
    public static final double MOST = 1.3;

    private static final long QUIET = Duration.ofSeconds(1).toNanos();

    private final Supplier<CameraLoads.Snapshot> source;
    private @Nullable Predicate<Loads> uneven;
    private CameraLoads.@Nullable Snapshot judged;

    public Rebalancing(Supplier<CameraLoads.Snapshot> source) {
        this.source = source;
    }

    /** What partitions have to do now. */
    public Loads loads() {
        return source.get().loads();
    }

    /**
     * This instance leads, and has assigned.
     *
     * @param judge whether that assignment would be worth changing for other loads
     */
    public synchronized void assigned(Predicate<Loads> judge) {
        uneven = judge;
        judged = null;
    }

    /** Another instance leads. */
    public synchronized void follows() {
        uneven = null;
    }

    /** Whether to ask for another assignment now; says so once for a change of cameras, when changes have settled. */
    public synchronized boolean due() {
        CameraLoads.Snapshot now = source.get();
        if (uneven == null || now.equals(judged) || System.nanoTime() - now.sinceNanos() < QUIET) {
            return false;
        }
        judged = now;
        return uneven.test(now.loads());
    }
}
