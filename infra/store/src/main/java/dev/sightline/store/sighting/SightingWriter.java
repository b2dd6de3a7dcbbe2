package dev.sightline.store.sighting;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.crop.CropReference;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes sightings inside the recorder's transaction. A sighting's records at one identity lie in one partition, so
 * its row follows their order; an older revision never overwrites a newer one. Bound to one entity manager.
 */
public final class SightingWriter {
    private final EntityManager em;
    private final Set<CropReference> released = new HashSet<>();

    public SightingWriter(EntityManager em) {
        this.em = em;
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> sightingIds) {
        em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars where s.key.sightingId in :ids",
                        SightingEntity.class)
                .setParameter("ids", sightingIds)
                .getResultList();
    }

    /**
     * Inserts or updates one sighting at one identity.
     *
     * @param crops where the crops of the message's exemplars are stored, by the exemplar's place; absent: no crop
     * @return false when the row already shows a later revision and stays as it is
     */
    public boolean apply(Sighting message, Map<Integer, CropReference> crops) {
        SightingKey key = new SightingKey(message.getSightingId(), message.getIdentityId());
        SightingEntity row = em.find(SightingEntity.class, key);
        if (row != null && row.revision > message.getRevision()) {
            return false;
        }
        boolean fresh = row == null;
        SightingEntity target = row == null ? new SightingEntity(key) : row;
        target.show(message);
        showExemplars(target, message.getWithdrawn() ? List.of() : message.getExemplarsList(), crops);
        if (fresh) {
            em.persist(target);
        }
        return true;
    }

    /** Crops that rows let go in this transaction; another row may still show the same picture. */
    public Set<CropReference> released() {
        return Set.copyOf(released);
    }

    private void showExemplars(SightingEntity row, List<Exemplar> messages, Map<Integer, CropReference> crops) {
        Set<CropReference> before = cropsOf(row);
        List<ExemplarEntity> surplus = row.exemplars.size() > messages.size()
                ? new ArrayList<>(row.exemplars.subList(messages.size(), row.exemplars.size()))
                : List.of();
        row.exemplars.removeAll(surplus);
        for (int i = 0; i < messages.size(); i++) {
            if (i == row.exemplars.size()) {
                row.exemplars.add(new ExemplarEntity(row, i));
            }
            row.exemplars.get(i).show(messages.get(i), crops.get(i));
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
