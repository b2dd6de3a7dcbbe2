package dev.sightline.store.retention;

import dev.sightline.platform.folder.DiskRoom;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go before its time what is missed least, when the disk gets tight, so that ingest need not stop: frames that were looked
 * at, then the oldest crops of people nobody knows. Named and matched people, the watchlist, events and the audit log stay. One
 * thread runs it.
 */
public final class DiskThinning {
    private static final Logger log = LoggerFactory.getLogger(DiskThinning.class);

    private final DiskRoom room;
    private final LongSupplier underway;
    private final List<Spare> spares;
    private final MeterRegistry registry;
    private volatile boolean exhausted;

    /**
     * Something that may go early.
     *
     * @param label for people and meters
     * @param release takes the bytes that are missing and returns how many it let go, at once or within minutes
     */
    public record Spare(String label, Release release) {}

    /** Lets some of it go. */
    @FunctionalInterface
    public interface Release {
        long bytes(long missing);
    }

    /**
     * @param underway bytes that were let go and are still on the disk
     * @param spares what is missed least first
     */
    public DiskThinning(DiskRoom room, LongSupplier underway, List<Spare> spares, MeterRegistry registry) {
        this.room = room;
        this.underway = underway;
        this.spares = List.copyOf(spares);
        this.registry = registry;
        Gauge.builder(
                        "sightline.disk.free",
                        room,
                        of -> of.look().map(seen -> (double) seen.free()).orElse(Double.NaN))
                .description("Bytes that are free on the disk of the data folder")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Where nothing bounds the disk. */
    static DiskThinning none(MeterRegistry registry) {
        return new DiskThinning(DiskRoom.unbounded(), () -> 0, List.of(), registry);
    }

    /** Lets go as much as is missing; returns the bytes by label. */
    public Map<String, Long> thin() {
        Map<String, Long> gone = new LinkedHashMap<>();
        long missing = room.look().map(DiskRoom.Seen::missing).orElse(0L);
        missing -= missing > 0 ? underway.getAsLong() : 0;
        for (Spare spare : spares) {
            long bytes = missing > 0 ? spare.release().bytes(missing) : 0;
            if (bytes > 0) {
                missing -= bytes;
                gone.put(spare.label(), bytes);
                Counter.builder("sightline.disk.thinned")
                        .description("Bytes that went before their time because the disk was tight")
                        .baseUnit("bytes")
                        .tag("class", spare.label())
                        .register(registry)
                        .increment(bytes);
            }
        }
        exhausted = missing > 0;
        if (!gone.isEmpty()) {
            log.warn("the disk is getting full: bytes that go before their time: {}", gone);
        }
        return gone;
    }

    /** What is the matter with the disk, for people; empty: nothing. */
    public Optional<String> trouble() {
        return room.tightness()
                .map(text -> text
                        + (exhausted
                                ? "; nothing more may go early: make room, or ingest stops at data.disk-reserve"
                                : "; what may go early goes before its time"));
    }
}
