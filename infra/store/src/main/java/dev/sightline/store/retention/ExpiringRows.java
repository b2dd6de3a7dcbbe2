package dev.sightline.store.retention;

import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ExpiredPeople;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose time is over: what happened before a time and was recorded before it. Each transaction takes so many that the recorder does not wait for long.
 */
final class ExpiringRows {
    private static final int PEOPLE_AT_ONCE = 50;
    private static final int ROWS_AT_ONCE = 500;
    private static final int ROUNDS = 200;

    /** Seen by one camera only, and nobody named them or somebody who was merged into them. */
    static final String UNMATCHED = "(select count(distinct s.camera_id) from sighting s"
            + " where s.identity_id = i.identity_id and not s.withdrawn) < 2"
            + " and not exists (select 1 from identity_name n where n.identity_id = i.identity_id"
            + " or n.identity_id in (select m.identity_id from identity m where m.merged_into = i.identity_id))";

    private static final String PEOPLE = " from identity i where i.merged_into is null and ";

    private final Database database;
    private final AuditLog audit;
    private final Consumer<String> watchlist;

    ExpiringRows(Database database, AuditLog audit, Consumer<String> watchlist) {
        this.database = database;
        this.audit = audit;
        this.watchlist = watchlist;
    }

    /** Deletes what is of before a time; returns how many. */
    long expire(DataClass kind, Instant before, Instant now) {
        if (kind == DataClass.AUDIT) {
            return audit.expire(before);
        }
        if (kind == DataClass.WATCHLIST) {
            List<String> entries = expiredEntries(before);
            entries.forEach(watchlist);
            return entries.size();
        }
        long all = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long some = database.write(em -> some(em, kind, before, now));
            all += some;
            if (some == 0) {
                break;
            }
        }
        return all;
    }

    private static long some(EntityManager em, DataClass kind, Instant before, Instant now) {
        return switch (kind) {
            case UNMATCHED -> people(em, UNMATCHED, before, now);
            case MATCHED -> people(em, "not (" + UNMATCHED + ")", before, now);
            case CROPS -> crops(em, before, now);
            case EVENTS -> events(em, before);
            default -> throw new IllegalArgumentException(kind + " has no rows");
        };
    }

    private static long people(EntityManager em, String which, Instant before, Instant now) {
        List<?> ids = em.createNativeQuery("select i.identity_id" + PEOPLE + which
                        + " and i.last_seen < :before and i.recorded_at < :before order by i.last_seen")
                .setParameter("before", before)
                .setMaxResults(PEOPLE_AT_ONCE)
                .getResultList();
        ids.forEach(id -> ExpiredPeople.delete(em, (String) id, now));
        return ids.size();
    }

    private static long crops(EntityManager em, Instant before, Instant now) {
        return release(
                em,
                " from exemplar e where e.crop_uri is not null and e.captured_at < :before and " + recorded("e")
                        + " order by e.captured_at",
                before,
                now,
                ROWS_AT_ONCE);
    }

    /** That the sighting of an exemplar was recorded before the time. */
    private static String recorded(String exemplar) {
        return "exists (select 1 from sighting r where r.sighting_id = " + exemplar
                + ".sighting_id and r.identity_id = " + exemplar + ".identity_id and r.recorded_at < :before)";
    }

    /** Lets exemplars' crops go; the descriptors stay. Returns how many. */
    static long release(EntityManager em, String from, Instant before, Instant now, int limit) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = em.createNativeQuery("select e.crop_uri, e.crop_sha256, e.crop_bytes" + from, Tuple.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        for (Tuple row : rows) {
            CropReference crop = new CropReference(
                    row.get(0, String.class),
                    row.get(1, byte[].class),
                    row.get(2, Number.class).longValue());
            em.createNativeQuery("update exemplar set crop_uri = null, crop_sha256 = null, crop_bytes = null"
                            + " where crop_uri = :uri and captured_at < :before and "
                            + recorded("exemplar"))
                    .setParameter("uri", crop.uri())
                    .setParameter("before", before)
                    .executeUpdate();
            ReleasedCrops.note(em, List.of(crop), now);
        }
        return rows.size();
    }

    private static long events(EntityManager em, Instant before) {
        long gone = 0;
        for (String sql : List.of(
                "delete from alert_acknowledgement where alert_id in"
                        + " (select alert_id from alert where event_time < :before and recorded_at < :before)",
                "delete from alert where event_time < :before and recorded_at < :before",
                "delete from identity_event where event_time < :before and recorded_at < :before")) {
            gone += em.createNativeQuery(sql).setParameter("before", before).executeUpdate();
        }
        return gone;
    }

    private List<String> expiredEntries(Instant before) {
        return database.read(em -> {
            List<?> ids = em.createNativeQuery("select entry_id from watchlist_entry where expires_at < :before")
                    .setParameter("before", before)
                    .getResultList();
            return ids.stream().map(id -> (String) id).toList();
        });
    }

    /** The oldest that is there. */
    Optional<Instant> oldest(DataClass kind) {
        return switch (kind) {
            case AUDIT -> audit.oldest();
            case WATCHLIST -> oldest("select min(expires_at) from watchlist_entry");
            case UNMATCHED -> oldest("select min(greatest(i.last_seen, i.recorded_at))" + PEOPLE + UNMATCHED);
            case MATCHED ->
                oldest("select min(greatest(i.last_seen, i.recorded_at))" + PEOPLE + "not (" + UNMATCHED + ")");
            case CROPS ->
                oldest("select min(greatest(e.captured_at, s.recorded_at)) from exemplar e join sighting s"
                        + " on s.sighting_id = e.sighting_id and s.identity_id = e.identity_id"
                        + " where e.crop_uri is not null");
            case EVENTS ->
                oldest("select min(t.at) from (select min(greatest(event_time, recorded_at)) as at from alert union all"
                        + " select min(greatest(event_time, recorded_at)) from identity_event) t");
            case FRAMES -> Optional.empty();
        };
    }

    private Optional<Instant> oldest(String sql) {
        return database.read(em -> {
            @Nullable Object found = em.createNativeQuery(sql).getSingleResult();
            return Optional.ofNullable(found).map(ExpiringRows::instant);
        });
    }

    private static Instant instant(Object time) {
        if (time instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        return time instanceof java.sql.Timestamp stamp ? stamp.toInstant() : (Instant) time;
    }
}
