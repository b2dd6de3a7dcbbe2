package dev.sightline.platform.folder;

import dev.sightline.platform.retry.Sleeper;
import dev.sightline.platform.settings.ByteSize;
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
 * Whether a disk has room for more, so that who fills it stops before Kafka has to: Kafka halts on a full disk. Below a reserve
 * there is no room; there is again a quarter of the reserve above it. Looks at most once a second. Thread-safe.
 */
public final class DiskRoom {
    private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String where;
    private final long reserve;
    private final Usable usable;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;
    private long free = Long.MAX_VALUE;
    private boolean full;

    /** How many bytes may still be written. */
    @FunctionalInterface
    public interface Usable {
        long bytes() throws IOException;
    }

    /**
     * @param where what it is, for messages
     * @param reserve bytes to be left free
     * @param usable asked at most once a second
     */
    public DiskRoom(String where, long reserve, Usable usable, InstantSource clock) {
        this.where = where;
        this.reserve = reserve;
        this.usable = usable;
        this.clock = clock;
    }

    /**
     * Of the disk that a folder lies on.
     *
     * @param folder may not be there yet
     * @param reserve bytes to be left free; 0: there is always room
     */
    public static DiskRoom of(Path folder, ByteSize reserve, InstantSource clock) {
        Path home = folder.toAbsolutePath().normalize();
        return new DiskRoom(
                home.toString(),
                reserve.bytes(),
                () -> Files.getFileStore(nearest(home)).getUsableSpace(),
                clock);
    }

    /** Without a bound. */
    public static DiskRoom unbounded() {
        return new DiskRoom("", 0, () -> Long.MAX_VALUE, InstantSource.system());
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
        if (reserve > 0 && !now.isBefore(next)) {
            next = now.plus(LOOK);
            measure();
        }
        return !full;
    }

    /**
     * How it is.
     *
     * @param free bytes
     * @param reserve bytes that are left free
     * @param full whether there is no room
     */
    public record Seen(long free, long reserve, boolean full) {}

    /** How it is now; empty when nothing bounds it. */
    public synchronized Optional<Seen> look() {
        boolean room = hasRoom();
        return reserve > 0 ? Optional.of(new Seen(free, reserve, !room)) : Optional.empty();
    }

    private void measure() {
        try {
            free = usable.bytes();
        } catch (IOException e) {
            log.debug("free space of {} cannot be read: {}", where, e.getMessage());
            return;
        }
        boolean before = full;
        full = full ? free < reserve + reserve / 4 : free < reserve;
        if (full && !before) {
            log.error("{}; nothing more is taken in until there is room", trouble());
        } else if (before && !full) {
            log.warn("the disk of {} has room again ({} bytes free); going on", where, free);
        }
    }

    /** Why there is no room, for people; empty when there is. */
    public synchronized Optional<String> problem() {
        return hasRoom() ? Optional.empty() : Optional.of(trouble());
    }

    private String trouble() {
        return "the disk of " + where + " is nearly full: " + free + " bytes are free, " + reserve
                + " are kept (data.disk-reserve)";
    }
}
