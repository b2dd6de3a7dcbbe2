package dev.sightline.store.crop;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Deletes crops that no row shows any more. A row that lets a crop go notes it in its own transaction; a sweep some time
 * later deletes the picture, unless a row refers to it again. The time between must be longer than any recorder needs
 * from storing a crop to committing its row, so a picture about to be referred to is never deleted.
 */
public final class ReleasedCrops {
    private static final String STILL_SHOWN = """
            select (select count(*) from exemplar where crop_uri = :uri)
              + (select count(*) from watchlist_exemplar where crop_uri = :uri)
            """;

    private ReleasedCrops() {}

    /** Notes crops as let go, inside the transaction that let them go. */
    public static void note(EntityManager em, Collection<CropReference> crops, Instant now) {
        for (CropReference crop : crops) {
            forget(em, crop);
            em.createNativeQuery("insert into released_crop (crop_uri, crop_sha256, crop_bytes, released_at)"
                            + " values (:uri, :sha256, :bytes, :now)")
                    .setParameter("uri", crop.uri())
                    .setParameter("sha256", crop.sha256())
                    .setParameter("bytes", crop.bytes())
                    .setParameter("now", now)
                    .executeUpdate();
        }
    }

    /** A picture was deleted by other means. */
    public static void forget(EntityManager em, CropReference crop) {
        em.createNativeQuery("delete from released_crop where crop_uri = :uri")
                .setParameter("uri", crop.uri())
                .executeUpdate();
    }

    /**
     * Deletes pictures let go before {@code before}, in one transaction.
     *
     * @param limit most pictures looked at
     * @return pictures looked at; fewer than {@code limit} means that none is left
     */
    public static int sweep(Database database, CropStore store, Instant before, int limit) {
        return database.write(em -> {
            List<CropReference> due = due(em, before, limit);
            for (CropReference crop : due) {
                if (!stillShown(em, crop)) {
                    store.delete(crop.toMessage());
                }
                forget(em, crop);
            }
            return due.size();
        });
    }

    private static List<CropReference> due(EntityManager em, Instant before, int limit) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = em.createNativeQuery(
                        "select crop_uri, crop_sha256, crop_bytes from released_crop"
                                + " where released_at < :before order by released_at, crop_uri",
                        Tuple.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(row -> new CropReference(
                        row.get(0, String.class),
                        row.get(1, byte[].class),
                        row.get(2, Number.class).longValue()))
                .toList();
    }

    /** Whether a row refers to a picture. */
    public static boolean stillShown(EntityManager em, CropReference crop) {
        Object count = em.createNativeQuery(STILL_SHOWN)
                .setParameter("uri", crop.uri())
                .getSingleResult();
        return ((Number) count).longValue() > 0;
    }
}
