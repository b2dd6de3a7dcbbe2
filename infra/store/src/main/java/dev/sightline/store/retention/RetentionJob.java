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
    private final Instant beginning;
    private volatile Optional<Instant> lookedAt = Optional.empty();

    /** @param watchlist removes an entry from the watchlist topic */
    public RetentionJob(
            Database database,
            FileCropStore crops,
            RetentionPolicy policy,
            Consumer<String> watchlist,
            InstantSource clock) {
        this(
                policy,
                clock,
                new ExpiringRows(database, new AuditLog(database, clock), watchlist),
                new CropFolder(database, crops),
                Instant.MIN);
    }

    private RetentionJob(
            RetentionPolicy policy, InstantSource clock, ExpiringRows rows, CropFolder crops, Instant beginning) {
        this.policy = policy;
        this.clock = clock;
        this.rows = rows;
        this.crops = crops;
        this.beginning = beginning;
    }

    /** The same for a database that began at a time: nothing in it was kept for longer, however old its footage is. */
    public RetentionJob begunAt(Instant time) {
        return new RetentionJob(policy, clock, rows, crops, time);
    }

    /** Goes once over everything; returns how much of each class went. */
    public Map<DataClass, Long> enforce() {
        Instant now = clock.instant();
        Map<DataClass, Long> gone = new EnumMap<>(DataClass.class);
        for (DataClass each : DataClass.values()) {
            Instant before = now.minus(policy.of(each));
            gone.put(each, each == DataClass.FRAMES ? crops.sweep(before) : expire(each, before, now));
        }
        gone.merge(DataClass.CROPS, crops.thin(policy.cropBytes(), now), Long::sum);
        lookedAt = Optional.of(now);
        return gone;
    }

    private long expire(DataClass each, Instant before, Instant now) {
        return before.isBefore(beginning) ? 0 : rows.expire(each, before, now);
    }

    /** How it is now. */
    public RetentionState state() {
        Instant now = clock.instant();
        List<RetentionState.OfClass> classes = new ArrayList<>();
        for (DataClass each : DataClass.values()) {
            Optional<Instant> oldest = each == DataClass.FRAMES ? crops.oldestFrame() : rows.oldest(each);
            Duration overdue = oldest.map(at ->
                            Duration.between((at.isBefore(beginning) ? beginning : at).plus(policy.of(each)), now))
                    .filter(time -> !time.isNegative())
                    .orElse(Duration.ZERO);
            classes.add(new RetentionState.OfClass(
                    each, policy.of(each), oldest, overdue, overdue.compareTo(policy.late()) > 0));
        }
        return new RetentionState(classes, crops.bytes(), policy.cropBytes(), lookedAt);
    }
}
