package dev.sightline.store.sighting;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The sightings in the order in which they changed last, for what follows the database. Thread-safe. */
public final class SightingChanges {
    private final Database database;

    public SightingChanges(Database database) {
        this.database = database;
    }

    /**
     * A place in that order. A sighting that changes again moves to the end.
     *
     * @param change number of the transaction
     * @param sightingId the last one taken of it
     */
    public record Place(long change, String sightingId) {
        /** Before everything. */
        public static final Place BEGIN = new Place(-1, "");
    }

    /** What tells this database from another one; noted on the first call. */
    public String databaseId() {
        String there = database.read(SightingChanges::databaseId);
        return there.isEmpty() ? database.write(SightingChanges::note) : there;
    }

    /** The places after one, in order; fewer than {@code limit} mean that there are no more. */
    public List<Place> after(Place place, int limit) {
        return database.read(em -> {
            List<Place> found = new ArrayList<>(em.createQuery(
                            "select distinct s.changeNo, s.key.sightingId from SightingEntity s"
                                    + " where s.changeNo = :no and s.key.sightingId > :id order by s.key.sightingId",
                            Tuple.class)
                    .setParameter("no", place.change())
                    .setParameter("id", place.sightingId())
                    .setMaxResults(limit)
                    .getResultStream()
                    .map(SightingChanges::place)
                    .toList());
            if (found.size() < limit) {
                em.createQuery(
                                "select distinct s.changeNo, s.key.sightingId from SightingEntity s"
                                        + " where s.changeNo > :no order by s.changeNo, s.key.sightingId",
                                Tuple.class)
                        .setParameter("no", place.change())
                        .setMaxResults(limit - found.size())
                        .getResultStream()
                        .map(SightingChanges::place)
                        .forEach(found::add);
            }
            return found;
        });
    }

    /** The number of the newest deletion; 0 before the first. */
    public long deletions() {
        return database.read(
                em -> ((Number) em.createNativeQuery("select deleted_no from sighting_change where head_id = 1")
                                .getSingleResult())
                        .longValue());
    }

    /** To be called in each transaction that deletes sightings: what follows the database then looks for what is gone. */
    public static void noteDeletion(EntityManager em) {
        em.createNativeQuery("update sighting_change set deleted_no = deleted_no + 1 where head_id = 1")
                .executeUpdate();
    }

    /**
     * Of these, the tracklets that stand at none of some identities any more.
     *
     * @param held which identities
     */
    public List<String> gone(List<String> sightingIds, Predicate<String> held) {
        Map<String, Set<String>> standing = identities(sightingIds, " and not s.withdrawn");
        return sightingIds.stream()
                .filter(id -> standing.getOrDefault(id, Set.of()).stream().noneMatch(held))
                .toList();
    }

    /** The identities that each of these tracklets is or was at. */
    public Map<String, Set<String>> identities(List<String> sightingIds) {
        return identities(sightingIds, "");
    }

    private Map<String, Set<String>> identities(List<String> sightingIds, String which) {
        if (sightingIds.isEmpty()) {
            return Map.of();
        }
        return database.read(em -> em.createQuery(
                        "select s.key.sightingId, s.key.identityId from SightingEntity s"
                                + " where s.key.sightingId in :ids" + which,
                        Tuple.class)
                .setParameter("ids", sightingIds)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> row.get(0, String.class),
                        Collectors.mapping(row -> row.get(1, String.class), Collectors.toSet()))));
    }

    private static Place place(Tuple row) {
        return new Place(row.get(0, Long.class), row.get(1, String.class));
    }

    private static String databaseId(EntityManager em) {
        return (String) em.createNativeQuery("select database_id from sighting_change where head_id = 1", String.class)
                .getSingleResult();
    }

    private static String note(EntityManager em) {
        em.createNativeQuery("update sighting_change set database_id = :id where head_id = 1 and database_id = ''")
                .setParameter("id", UUID.randomUUID().toString())
                .executeUpdate();
        return databaseId(em);
    }
}
