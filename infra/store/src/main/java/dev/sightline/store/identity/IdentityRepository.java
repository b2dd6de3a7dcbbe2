package dev.sightline.store.identity;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads identities for consoles, the API and the command line. Thread-safe. */
public final class IdentityRepository {
    /** A name also comes with somebody who was merged in. */
    private static final String NAME = " (select 1 from IdentityNameEntity n where n.identityId = i.identityId"
            + " or n.identityId in (select m.identityId from IdentityEntity m where m.mergedInto = i.identityId))";

    private final Database database;

    public IdentityRepository(Database database) {
        this.database = database;
    }

    /** One identity, in whatever state. */
    public Optional<IdentityView> find(String identityId) {
        return database.read(em -> Optional.ofNullable(em.find(IdentityEntity.class, identityId))
                .map(row -> views(em, List.of(row)).get(0)));
    }

    /** Identities by when they were last seen, newest first. Four statements a page, whatever its length. */
    public Page<IdentityView> list(IdentityQuery query) {
        return database.read(em -> {
            Page<IdentityEntity> page =
                    Page.of(rows(em, query), query.limit(), row -> new Cursor(row.lastSeen, row.identityId));
            return page.withItems(views(em, page.items()));
        });
    }

    /** How many identities are in each state; absent states have none. */
    public Map<IdentityState, Long> countByState() {
        return database.read(em -> em.createQuery(
                        "select i.state, count(i) from IdentityEntity i group by i.state", Tuple.class)
                .getResultStream()
                .collect(Collectors.toMap(t -> t.get(0, IdentityState.class), t -> t.get(1, Long.class))));
    }

    private static List<IdentityEntity> rows(EntityManager em, IdentityQuery query) {
        StringBuilder hql = new StringBuilder("select i from IdentityEntity i where i.state in :states"
                + " and (i.lastSeen < :time or (i.lastSeen = :time and i.identityId < :id))");
        query.siteId().ifPresent(site -> hql.append(" and i.siteId = :site"));
        query.cameraId()
                .ifPresent(camera -> hql.append(" and exists (select 1 from SightingEntity s"
                        + " where s.key.identityId = i.identityId and s.cameraId = :camera and not s.withdrawn)"));
        query.named()
                .ifPresent(named ->
                        hql.append(named ? " and exists" : " and not exists").append(NAME));
        hql.append(" order by i.lastSeen desc, i.identityId desc");
        var rows = em.createQuery(hql.toString(), IdentityEntity.class)
                .setParameter("states", query.states())
                .setParameter("time", query.from().time())
                .setParameter("id", query.from().id())
                .setMaxResults(query.limit() + 1);
        query.siteId().ifPresent(site -> rows.setParameter("site", site));
        query.cameraId().ifPresent(camera -> rows.setParameter("camera", camera));
        return rows.getResultList();
    }

    private static List<IdentityView> views(EntityManager em, List<IdentityEntity> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> ids = rows.stream().map(row -> row.identityId).toList();
        Map<String, List<String>> cameras = cameras(em, ids);
        Map<String, Map<Modality, CropReference>> crops = bestCrops(em, ids);
        return rows.stream()
                .map(row -> IdentityView.of(
                        row,
                        cameras.getOrDefault(row.identityId, List.of()),
                        crops.getOrDefault(row.identityId, Map.of())))
                .toList();
    }

    private static Map<String, List<String>> cameras(EntityManager em, Collection<String> ids) {
        return em.createQuery(
                        "select distinct s.key.identityId, s.cameraId from SightingEntity s"
                                + " where s.key.identityId in :ids and not s.withdrawn order by s.cameraId",
                        Tuple.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        t -> t.get(0, String.class),
                        Collectors.mapping(t -> t.get(1, String.class), Collectors.toList())));
    }

    private static Map<String, Map<Modality, CropReference>> bestCrops(EntityManager em, Collection<String> ids) {
        Map<String, Map<Modality, CropReference>> best = new HashMap<>();
        em.createQuery("""
                        select r.id, r.modality, r.uri, r.sha256, r.bytes from (
                          select e.key.identityId as id, e.modality as modality, e.crop.uri as uri,
                            e.crop.sha256 as sha256, e.crop.bytes as bytes,
                            row_number() over (partition by e.key.identityId, e.modality
                              order by e.quality desc, e.capturedAt, e.key.sightingId, e.key.ordinal) as place
                          from ExemplarEntity e join e.sighting s
                          where e.key.identityId in :ids and not s.withdrawn and e.crop.uri is not null) r
                        where r.place = 1
                        """, Tuple.class)
                .setParameter("ids", ids)
                .getResultStream()
                .forEach(t -> best.computeIfAbsent(t.get(0, String.class), id -> new EnumMap<>(Modality.class))
                        .put(
                                Modality.valueOf("MODALITY_" + t.get(1, String.class)),
                                new CropReference(
                                        t.get(2, String.class), t.get(3, byte[].class), t.get(4, Long.class))));
        return best;
    }
}
