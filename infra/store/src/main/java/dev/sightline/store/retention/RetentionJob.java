package dev.sightline.store.retention;

import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets go of what has been kept long enough, a bounded number at a time, and says how far it is. One thread runs it. */
public final class RetentionJob {
    private final RetentionPolicy policy;
    private final InstantSource clock;
    private final ExpiringRows rows;
    private final CropFolder crops;
    private Instant earlySweep = Instant.MIN;
    private volatile Optional<Instant> lookedAt = Optional.empty();

    /** @param watchlist removes an entry from the watchlist topic */
    public RetentionJob(
            Database database,
            FileCropStore crops,
            RetentionPolicy policy,
            Consumer<String> watchlist,
            InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
        this.rows = new ExpiringRows(database, new AuditLog(database, clock), watchlist);
        this.crops = new CropFolder(database, crops);
    }

    /** Goes once over everything; returns how much of each class went. */
    public Map<DataClass, Long> enforce() {
        Instant now = clock.instant();
        Map<DataClass, Long> gone = new EnumMap<>(DataClass.class);
        for (DataClass each : DataClass.values()) {
            Instant before = now.minus(policy.of(each));
            gone.put(each, each == DataClass.FRAMES ? crops.sweep(before) : rows.expire(each, before, now));
        }
        gone.merge(DataClass.CROPS, crops.thin(policy.cropBytes(), now), Long::sum);
        lookedAt = Optional.of(now);
        return gone;
    }

    /** What may go before its time on a tight disk, what is missed least first. Used by the thread that enforces. */
    public List<DiskThinning.Spare> spares() {
        return List.of(
                new DiskThinning.Spare(DataClass.FRAMES.label(), missing -> framesEarly()),
                new DiskThinning.Spare(DataClass.CROPS.label(), missing -> crops.release(missing, clock.instant())));
    }

    /** Goes through the whole folder, so not each time. */
    private long framesEarly() {
        Instant now = clock.instant();
        if (now.isBefore(earlySweep)) {
            return 0;
        }
        earlySweep = now.plus(policy.every());
        return crops.sweepEarly(now.minus(RetentionPolicy.SHORTEST_FRAMES));
    }

    /** Bytes that were let go and are still on the disk. */
    public long underway() {
        return crops.underway();
    }

    /** How it is now. */
    public RetentionState state() {
        Instant now = clock.instant();
        List<RetentionState.OfClass> classes = new ArrayList<>();
        for (DataClass each : DataClass.values()) {
            Optional<Instant> oldest = each == DataClass.FRAMES ? crops.oldestFrame() : rows.oldest(each);
            Duration overdue = oldest.map(at -> Duration.between(at.plus(policy.of(each)), now))
                    .filter(time -> !time.isNegative())
                    .orElse(Duration.ZERO);
            classes.add(new RetentionState.OfClass(
                    each, policy.of(each), oldest, overdue, overdue.compareTo(policy.late()) > 0));
        }
        return new RetentionState(classes, crops.bytes(), policy.cropBytes(), lookedAt);
    }
}
