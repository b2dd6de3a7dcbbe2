package dev.sightline.store.sighting;

import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Writes sightings inside the recorder's transaction. A sighting's records at one identity lie in one partition, so
 * its row follows their order; an older revision never overwrites a newer one. Bound to one entity manager.
 */
public final class SightingWriter {
    private final EntityManager em;
    private final Map<String, List<SightingEntity>> rows = new HashMap<>();
    private final Set<CropReference> released = new HashSet<>();
    private final Map<ExemplarKey, ExemplarEntity> removed = new HashMap<>();
    /** 0 until this transaction changes a sighting. */
    private long changeNo;

    public SightingWriter(EntityManager em) {
        this.em = em;
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> sightingIds) {
        sightingIds.forEach(id -> rows.put(id, new ArrayList<>()));
        em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars where s.key.sightingId in :ids",
                        SightingEntity.class)
                .setParameter("ids", sightingIds)
                .getResultList()
                .forEach(row -> rowsOf(row.key.sightingId()).add(row));
    }

    /** {@link #apply(Sighting, Map, Instant)} of what is recorded as it happens. */
    public boolean apply(Sighting message, Map<Integer, CropReference> crops) {
        return apply(message, crops, EventTime.of(message.getStartTimeUs()));
    }

    /**
     * Inserts or updates one sighting at one identity.
     *
     * @param crops where the crops of the message's exemplars are stored, by the exemplar's place; absent: no crop
     * @param recordedAt when the record was written
     * @return false when the row already shows a later revision and stays as it is
     */
    public boolean apply(Sighting message, Map<Integer, CropReference> crops, Instant recordedAt) {
        String identityId = message.getIdentityId();
        List<SightingEntity> known = rowsOf(message.getSightingId());
        Optional<SightingEntity> row = known.stream()
                .filter(r -> r.key.identityId().equals(identityId))
                .findFirst();
        if (row.isPresent() && row.get().revision > message.getRevision()) {
            return false;
        }
        SightingEntity target = row.orElseGet(
                () -> new SightingEntity(new SightingKey(message.getSightingId(), identityId), recordedAt));
        target.show(message);
        if (message.getExemplarsCount() > 0) {
            target.inheritsExemplars = false;
            showExemplars(
                    target,
                    message.getExemplarsCount(),
                    i -> target.exemplars.get(i).show(message.getExemplars(i), crops.get(i)));
        } else if (target.exemplars.isEmpty()) {
            target.inheritsExemplars = true;
        }
        if (row.isEmpty()) {
            em.persist(target);
            known.add(target);
        }
        inherit(known);
        recorded(known, recordedAt);
        long change = changeNo();
        known.forEach(sighting -> sighting.changeNo = change);
        return true;
    }

    /** All rows of a tracklet have the first time: it does not matter in which order the identities' partitions are read. */
    private static void recorded(List<SightingEntity> known, Instant recordedAt) {
        Instant first = known.stream().map(row -> row.recordedAt).reduce(recordedAt, (a, b) -> a.isBefore(b) ? a : b);
        known.forEach(row -> row.recordedAt = first);
    }

    /** Locks the counter until the transaction ends, so that what follows the numbers misses none. */
    private long changeNo() {
        if (changeNo == 0) {
            em.createNativeQuery("update sighting_change set change_no = change_no + 1 where head_id = 1")
                    .executeUpdate();
            changeNo = ((Number) em.createNativeQuery("select change_no from sighting_change where head_id = 1")
                            .getSingleResult())
                    .longValue();
        }
        return changeNo;
    }

    /**
     * Gives the rows of a tracklet that inherit exemplars those of its latest row that has its own. Done whenever one of them
     * changes, so that it does not matter in which order the identities' partitions are read.
     */
    private void inherit(List<SightingEntity> known) {
        List<ExemplarEntity> latest = known.stream()
                .filter(row -> !row.inheritsExemplars)
                .max(Comparator.comparingInt((SightingEntity row) -> row.revision)
                        .thenComparing(row -> row.key.identityId()))
                .map(row -> row.exemplars)
                .orElse(List.of());
        for (SightingEntity row : known) {
            if (row.inheritsExemplars) {
                showExemplars(
                        row,
                        row.withdrawn ? 0 : latest.size(),
                        i -> row.exemplars.get(i).copy(latest.get(i)));
            }
        }
    }

    /** Crops that rows let go in this transaction; another row may still show the same picture. */
    public Set<CropReference> released() {
        return Set.copyOf(released);
    }

    /** All rows of a tracklet, one for each identity that it ever had. */
    private List<SightingEntity> rowsOf(String sightingId) {
        return rows.computeIfAbsent(
                sightingId,
                id -> new ArrayList<>(em.createQuery(
                                "select distinct s from SightingEntity s left join fetch s.exemplars"
                                        + " where s.key.sightingId = :id",
                                SightingEntity.class)
                        .setParameter("id", id)
                        .getResultList()));
    }

    /** @param show fills the exemplar at a place */
    private void showExemplars(SightingEntity row, int count, IntConsumer show) {
        Set<CropReference> before = cropsOf(row);
        while (row.exemplars.size() > count) {
            ExemplarEntity surplus = row.exemplars.remove(row.exemplars.size() - 1);
            removed.put(surplus.key, surplus);
        }
        for (int i = 0; i < count; i++) {
            if (i == row.exemplars.size()) {
                // The removed one itself: a transaction inserts before it deletes.
                ExemplarEntity fresh = new ExemplarEntity(row, i);
                ExemplarEntity back = removed.remove(fresh.key);
                row.exemplars.add(back == null ? fresh : back);
            }
            show.accept(i);
        }
        before.removeAll(cropsOf(row));
        released.addAll(before);
    }

    private static Set<CropReference> cropsOf(SightingEntity row) {
        Set<CropReference> crops = new HashSet<>();
        row.exemplars.forEach(exemplar -> Optional.ofNullable(exemplar.crop).ifPresent(crops::add));
        return crops;
    }
}
