package dev.sightline.store.recorder;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.Failures;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the recorder does now and then between batches: delete crops that no row shows. */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final int AT_ONCE = 200;

    private final Database database;
    private final CropStore crops;
    private final RecorderPolicy policy;
    private final RecorderMeters meters;
    private final Clock clock;
    private Instant next;

    Housekeeping(Database database, CropStore crops, RecorderPolicy policy, RecorderMeters meters, Clock clock) {
        this.database = database;
        this.crops = crops;
        this.policy = policy;
        this.meters = meters;
        this.clock = clock;
        this.next = clock.instant().plus(policy.housekeeping());
    }

    /** Whether its time has come; then it is due again one period later. */
    boolean due() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(policy.housekeeping());
        return true;
    }

    /** Deletes some unneeded crops; passing trouble leaves them for the next time. */
    void sweep() {
        try {
            meters.cropsSwept(
                    ReleasedCrops.sweep(database, crops, clock.instant().minus(policy.cropGrace()), AT_ONCE));
        } catch (RuntimeException e) {
            if (!Failures.passing(e)) {
                throw e;
            }
            log.warn("unneeded crops stay until the next time: {}", e.getMessage());
        }
    }
}
