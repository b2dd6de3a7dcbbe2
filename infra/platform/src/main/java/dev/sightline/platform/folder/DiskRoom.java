package dev.sightline.platform.folder;

import dev.sightline.platform.retry.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a disk has room for more, so that who fills it stops before Kafka has to: Kafka halts on a full disk. It is tight below
 * a first bound, where what may go early goes, and there is no room below a second, the reserve. Each is over a quarter above it.
 * Looks at most once a second. Thread-safe.
 */
public final class DiskRoom {
    private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String where;
    private final Bounds bounds;
    private final Usable usable;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;
    private long free = Long.MAX_VALUE;
    private boolean tight;
    private boolean full;

    /**
     * Free bytes at which something is done.
     *
     * @param thin below it what may go early goes; 0: nothing does
     * @param reserve bytes to be left free; 0: there is always room
     */
    public record Bounds(long thin, long reserve) {
        public Bounds {
            if (thin > 0 && thin < reserve) {
                throw new IllegalArgumentException(
                        "data.disk-thin = " + thin + " bytes must be at least data.disk-reserve = " + reserve
                                + " bytes, or 0: what may go early goes before nothing more is taken in");
            }
        }

        private boolean any() {
            return thin > 0 || reserve > 0;
        }

        /** Only the second. */
        public static Bounds reserve(long bytes) {
            return new Bounds(0, bytes);
        }
    }

    /** How many bytes may still be written. */
    @FunctionalInterface
    public interface Usable {
        long bytes() throws IOException;
    }

    /**
     * @param where what it is, for messages
     * @param usable asked at most once a second
     */
    public DiskRoom(String where, Bounds bounds, Usable usable, InstantSource clock) {
        this.where = where;
        this.bounds = bounds;
        this.usable = usable;
        this.clock = clock;
    }

    /**
     * Of the disk that a folder lies on.
     *
     * @param folder may not be there yet
     */
    public static DiskRoom of(Path folder, Bounds bounds, InstantSource clock) {
        Path home = folder.toAbsolutePath().normalize();
        return new DiskRoom(
                home.toString(), bounds, () -> Files.getFileStore(nearest(home)).getUsableSpace(), clock);
    }

    /** Without a bound. */
    public static DiskRoom unbounded() {
        return new DiskRoom("", Bounds.reserve(0), () -> Long.MAX_VALUE, InstantSource.system());
    }

    private static Path nearest(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /**
     * Waits until there is room.
     *
     * @return false when the wait was cut short because the owner stops
     */
    public boolean await(Sleeper sleeper) {
        while (!hasRoom()) {
            if (!sleeper.sleep(LOOK)) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is room now. */
    public synchronized boolean hasRoom() {
        Instant now = clock.instant();
        if (bounds.any() && !now.isBefore(next)) {
            next = now.plus(LOOK);
            measure();
        }
        return !full;
    }

    /**
     * How it is.
     *
     * @param free bytes
     * @param bounds at which something is done
     * @param tight whether what may go early is to go
     * @param full whether there is no room
     */
    public record Seen(long free, Bounds bounds, boolean tight, boolean full) {
        /** Bytes until it is not tight any more. */
        public long missing() {
            return tight ? Math.max(0, enough(bounds.thin) - free) : 0;
        }
    }

    /** How it is now; empty when nothing bounds it. */
    public synchronized Optional<Seen> look() {
        boolean room = hasRoom();
        return bounds.any() ? Optional.of(new Seen(free, bounds, tight, !room)) : Optional.empty();
    }

    private void measure() {
        try {
            free = usable.bytes();
        } catch (IOException e) {
            log.debug("free space of {} cannot be read: {}", where, e.getMessage());
            return;
        }
        boolean before = full;
        full = free < (full ? enough(bounds.reserve) : bounds.reserve);
        thinOrNot();
        if (full && !before) {
            log.error("{}; nothing more is taken in until there is room", trouble());
        } else if (before && !full) {
            log.warn("the disk of {} has room again ({} bytes free); going on", where, free);
        }
    }

    private void thinOrNot() {
        boolean before = tight;
        tight = free < (tight ? enough(bounds.thin) : bounds.thin);
        if (tight && !before) {
            log.warn("{}; what may go early goes before its time", tight());
        } else if (before && !tight) {
            log.info("the disk of {} is not tight any more ({} bytes free)", where, free);
        }
    }

    private static long enough(long bound) {
        return bound + bound / 4;
    }

    /** That the disk is tight, for people; empty when it is not. */
    public synchronized Optional<String> tightness() {
        hasRoom();
        return tight ? Optional.of(tight()) : Optional.empty();
    }

    private String tight() {
        return "the disk of " + where + " is getting full: " + free + " bytes are free, below " + bounds.thin
                + " (data.disk-thin)";
    }

    /** Why there is no room, for people; empty when there is. */
    public synchronized Optional<String> problem() {
        return hasRoom() ? Optional.empty() : Optional.of(trouble());
    }

    private String trouble() {
        return "the disk of " + where + " is nearly full: " + free + " bytes are free, " + bounds.reserve
                + " are kept (data.disk-reserve)";
    }
}
