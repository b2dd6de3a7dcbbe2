package dev.sightline.store.label;

import dev.sightline.contracts.id.Ids;
import dev.sightline.store.database.Database;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Pairs of tracklets that somebody looked at and could not tell. Thread-safe. */
public final class UnsurePairs {
    private final Database database;

    public UnsurePairs(Database database) {
        this.database = database;
    }

    /** Those of a site since a time. */
    public Set<TrackletPair> since(String siteId, Instant since) {
        return database.read(em -> em.createQuery(
                        "select u from UnsurePairEntity u where u.siteId = :site and u.at >= :since",
                        UnsurePairEntity.class)
                .setParameter("site", siteId)
                .setParameter("since", since)
                .getResultStream()
                .map(row -> new TrackletPair(row.left, row.right))
                .collect(Collectors.toSet()));
    }

    public void add(String siteId, TrackletPair pair, String by, Instant now) {
        database.execute(em -> {
            UnsurePairEntity row = em.merge(new UnsurePairEntity(id(siteId, pair), siteId, pair));
            row.labeller = by;
            row.at = now;
        });
    }

    /** Takes it back; false when nobody had said so. */
    public boolean remove(String siteId, TrackletPair pair) {
        return database.write(em -> em.createQuery("delete from UnsurePairEntity u where u.pairId = :id")
                        .setParameter("id", id(siteId, pair))
                        .executeUpdate()
                > 0);
    }

    private static String id(String siteId, TrackletPair pair) {
        return Ids.of("unsure", siteId, pair.left(), pair.right());
    }
}
