package dev.sightline.store.sighting;

import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import dev.sightline.store.page.Page;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads sightings. Thread-safe. */
public final class SightingRepository {
    /** Values in one "in" list. */
    private static final int CHUNK = 500;

    private final Database database;

    public SightingRepository(Database database) {
        this.database = database;
    }

    /** The standing sightings of an identity, in the order they began. */
    public List<SightingView> ofIdentity(String identityId) {
        return database.read(em -> em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars"
                                + " where s.key.identityId = :id and not s.withdrawn"
                                + " order by s.startTime, s.key.sightingId",
                        SightingEntity.class)
                .setParameter("id", identityId)
                .getResultStream()
                .distinct()
                .map(SightingView::of)
                .toList());
    }

    /** Where a tracklet stands now; empty when it is unknown or withdrawn from every identity. */
    public Optional<SightingView> find(String sightingId) {
        return database.read(em -> em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars"
                                + " where s.key.sightingId = :id and not s.withdrawn"
                                + " order by s.revision desc, s.key.identityId",
                        SightingEntity.class)
                .setParameter("id", sightingId)
                .getResultStream()
                .map(SightingView::of)
                .findFirst());
    }

    /** Where tracklets stand now, in no order; those that are unknown or withdrawn from every identity are left out. */
    public List<SightingView> standing(Collection<String> sightingIds) {
        Map<String, SightingView> newest = new LinkedHashMap<>();
        List<String> all = List.copyOf(sightingIds);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> some = all.subList(from, Math.min(all.size(), from + CHUNK));
            database.read(em -> em.createQuery(
                                    "select s from SightingEntity s left join fetch s.exemplars"
                                            + " where s.key.sightingId in :ids and not s.withdrawn"
                                            + " order by s.key.sightingId, s.revision, s.key.identityId desc",
                                    SightingEntity.class)
                            .setParameter("ids", some)
                            .getResultStream()
                            .distinct()
                            .map(SightingView::of)
                            .toList())
                    .forEach(view -> newest.put(view.sightingId(), view));
        }
        return List.copyOf(newest.values());
    }

    /** Standing sightings by when they began, newest first. */
    public Page<SightingView> newest(SightingQuery query) {
        return database.read(em -> {
            List<SightingEntity> rows = rows(em, query);
            return Page.of(rows, query.limit(), row -> new Cursor(row.startTime, row.key.sightingId()))
                    .map(SightingView::of);
        });
    }

    private static List<SightingEntity> rows(EntityManager em, SightingQuery query) {
        StringBuilder hql = new StringBuilder("select s from SightingEntity s where not s.withdrawn"
                + " and (s.startTime < :time or (s.startTime = :time and s.key.sightingId < :id))"
                + " and s.endTime >= :since");
        query.siteId().ifPresent(site -> hql.append(" and s.siteId = :site"));
        query.cameraId().ifPresent(camera -> hql.append(" and s.cameraId = :camera"));
        hql.append(" order by s.startTime desc, s.key.sightingId desc");
        TypedQuery<SightingEntity> rows = em.createQuery(hql.toString(), SightingEntity.class)
                .setParameter("time", query.from().time())
                .setParameter("id", query.from().id())
                .setParameter("since", query.since())
                .setMaxResults(query.limit() + 1);
        query.siteId().ifPresent(site -> rows.setParameter("site", site));
        query.cameraId().ifPresent(camera -> rows.setParameter("camera", camera));
        return rows.getResultList();
    }

    /**
     * The standing sightings of a site in the order of their ids, a page at a time.
     *
     * @param after the last sighting's id of the page before; empty for the first page
     * @return fewer than {@code limit} sightings only on the last page
     */
    public List<SightingView> ofSite(String siteId, String after, int limit) {
        Limit.require(limit);
        return database.read(em -> {
            List<String> ids = em.createQuery(
                            "select distinct s.key.sightingId from SightingEntity s"
                                    + " where s.siteId = :site and not s.withdrawn and s.key.sightingId > :after"
                                    + " order by s.key.sightingId",
                            String.class)
                    .setParameter("site", siteId)
                    .setParameter("after", after)
                    .setMaxResults(limit)
                    .getResultList();
            return ids.isEmpty() ? List.of() : standing(em, siteId, ids);
        });
    }

    /**
     * The sites of tracklets, and of crops by their address; what is unknown is left out.
     *
     * @param ids tracklet ids and {@code crop:} addresses
     */
    public Map<String, String> sitesOf(Collection<String> ids) {
        Map<String, String> sites = new HashMap<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> some = all.subList(from, Math.min(all.size(), from + CHUNK));
            sites.putAll(sitesOf(
                    "select s.key.sightingId, s.siteId from SightingEntity s where s.key.sightingId in :ids"
                            + " and not s.withdrawn",
                    some));
            sites.putAll(sitesOf(
                    "select e.crop.uri, s.siteId from ExemplarEntity e join e.sighting s where e.crop.uri in :ids",
                    some));
        }
        return sites;
    }

    private Map<String, String> sitesOf(String query, List<String> ids) {
        return database.read(em -> em.createQuery(query, Tuple.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class), row -> row.get(1, String.class), (a, b) -> a)));
    }

    /** Whose some tracklets are now; those that are unknown or withdrawn from every identity are left out. */
    public Map<String, String> identitiesOf(Collection<String> sightingIds) {
        if (sightingIds.isEmpty()) {
            return Map.of();
        }
        return database.read(em -> em.createQuery(
                        "select s.key.sightingId, s.key.identityId from SightingEntity s"
                                + " where s.key.sightingId in :ids and not s.withdrawn"
                                + " order by s.revision desc, s.key.identityId",
                        Tuple.class)
                .setParameter("ids", sightingIds)
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class), row -> row.get(1, String.class), (a, b) -> a)));
    }

    /** Ids of a site's standing tracklets that begin in this way, the first of them. */
    public List<String> ids(String siteId, String beginning, int limit) {
        String pattern = beginning.replaceAll("([!%_])", "!$1") + "%";
        return database.read(em -> em.createQuery(
                        "select distinct s.key.sightingId from SightingEntity s where s.siteId = :site"
                                + " and not s.withdrawn and s.key.sightingId like :pattern escape '!'"
                                + " order by s.key.sightingId",
                        String.class)
                .setParameter("site", siteId)
                .setParameter("pattern", pattern)
                .setMaxResults(limit)
                .getResultList());
    }

    /** Sites with standing sightings, sorted. */
    public List<String> sites() {
        return database.read(em -> em.createQuery(
                        "select distinct s.siteId from SightingEntity s where not s.withdrawn order by s.siteId",
                        String.class)
                .getResultList());
    }

    /** Cameras that saw somebody, sorted. */
    public List<String> cameras() {
        return database.read(em -> em.createQuery(
                        "select distinct s.cameraId from SightingEntity s where not s.withdrawn order by s.cameraId",
                        String.class)
                .getResultList());
    }

    /** For a moment a tracklet that moves can stand at two identities; the later revision counts. */
    private static List<SightingView> standing(EntityManager em, String siteId, List<String> ids) {
        Map<String, SightingView> newest = new LinkedHashMap<>();
        em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars"
                                + " where s.siteId = :site and s.key.sightingId in :ids and not s.withdrawn"
                                + " order by s.key.sightingId, s.revision, s.key.identityId desc",
                        SightingEntity.class)
                .setParameter("site", siteId)
                .setParameter("ids", ids)
                .getResultStream()
                .distinct()
                .forEach(row -> newest.put(row.key.sightingId(), SightingView.of(row)));
        return List.copyOf(newest.values());
    }
}
