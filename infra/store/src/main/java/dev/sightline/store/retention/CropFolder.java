package dev.sightline.store.retention;

import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.database.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The crop folder as a whole: pictures that no row shows, and how many bytes there are. One thread changes it. */
final class CropFolder {
    private static final int AT_ONCE = 200;
    private static final int ROUNDS = 200;
    private static final String UNMATCHED =
            "join identity i on i.identity_id = e.identity_id where " + ExpiringRows.UNMATCHED + " and";

    private final Database database;
    private final FileCropStore store;
    private final AtomicLong bytes = new AtomicLong(-1);
    private volatile @Nullable Instant oldest;

    CropFolder(Database database, FileCropStore store) {
        this.database = database;
        this.store = store;
    }

    /** Bytes when it was last looked through; -1 before. */
    long bytes() {
        return bytes.get();
    }

    /** The oldest picture that no row shows, when it was last looked through. */
    Optional<Instant> oldestFrame() {
        return Optional.ofNullable(oldest);
    }

    /** Looks through it and deletes what no row shows and is older than a time; returns how many. */
    long sweep(Instant before) {
        Tally tally = deleted(before);
        bytes.set(tally.bytes);
        oldest = tally.oldest;
        return tally.gone;
    }

    private void look(FileCropStore.Stored stored, Instant before, Tally tally) {
        // What is young is not looked up: a recorder may be about to refer to it.
        if (stored.storedAt().isBefore(before) && !isShown(stored)) {
            store.delete(stored.reference());
            tally.gone++;
            tally.goneBytes += stored.reference().getSizeBytes();
            return;
        }
        tally.bytes += stored.reference().getSizeBytes();
    }

    private boolean isShown(FileCropStore.Stored stored) {
        CropReference crop = CropReference.of(stored.reference());
        return database.read(em -> ReleasedCrops.stillShown(em, crop));
    }

    /**
     * Lets crops go until the folder's bytes are within a bound: the oldest of unmatched people, then the oldest of all.
     *
     * @return how many went
     */
    long thin(long bound, Instant now) {
        long gone = 0;
        boolean more = true;
        while (bytes.get() > bound && more) {
            long some = thin(UNMATCHED, now);
            if (some == 0) {
                some = thin("where", now);
            }
            gone += some;
            more = some > 0;
        }
        return gone;
    }

    /** Deletes what no row shows and is older than a time; returns the bytes. */
    long sweepEarly(Instant before) {
        return deleted(before).goneBytes;
    }

    private Tally deleted(Instant before) {
        Tally tally = new Tally();
        store.forEach(stored -> look(stored, before, tally));
        return tally;
    }

    /** Lets the oldest crops of unmatched people go, about so many bytes; returns how many. Their files follow as of any row. */
    long release(long wanted, Instant now) {
        long released = 0;
        boolean more = true;
        for (int round = 0; round < ROUNDS && more && released < wanted; round++) {
            long before = bytes.get();
            more = thin(UNMATCHED, now) > 0;
            released += before - bytes.get();
        }
        return released;
    }

    /** Bytes of pictures that rows let go and that are still there. */
    long underway() {
        return database.read(
                em -> ((Number) em.createNativeQuery("select coalesce(sum(crop_bytes), 0) from released_crop")
                                .getSingleResult())
                        .longValue());
    }

    private long thin(String which, Instant now) {
        String from = " from exemplar e " + which
                + " e.crop_uri is not null and e.captured_at < :before order by e.captured_at, e.crop_uri";
        return database.write(em -> {
            long before = size(em);
            long gone = ExpiringRows.release(em, from, now, now, AT_ONCE);
            em.flush();
            bytes.addAndGet(size(em) - before);
            return gone;
        });
    }

    private static long size(jakarta.persistence.EntityManager em) {
        Object sum = em.createNativeQuery(
                        "select coalesce(sum(crop_bytes), 0) from exemplar where crop_uri is not null")
                .getSingleResult();
        return ((Number) sum).longValue();
    }

    /** Counts of one look. */
    private static final class Tally {
        private long bytes;
        private long gone;
        private long goneBytes;
        private @Nullable Instant oldest;
    }
}
