package dev.sightline.store.watchlist;

import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.store.crop.CropReference;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes watchlist entries inside the recorder's transaction. Bound to one entity manager. */
public final class WatchlistWriter {
    private final EntityManager em;
    private final Set<CropReference> released = new HashSet<>();

    public WatchlistWriter(EntityManager em) {
        this.em = em;
    }

    /**
     * Sets an entry to the message, or removes it when there is none.
     *
     * @param crops where the crops of the message's exemplars are stored, by the exemplar's place
     */
    public void apply(String entryId, Optional<WatchlistEntry> message, Map<Integer, CropReference> crops) {
        WatchlistEntity row = em.find(WatchlistEntity.class, entryId);
        if (message.isEmpty()) {
            if (row != null) {
                released.addAll(cropsOf(row));
                em.remove(row);
            }
            return;
        }
        WatchlistEntity target = row == null ? new WatchlistEntity(entryId) : row;
        target.show(message.get());
        showExemplars(target, message.get().getExemplarsList(), crops);
        if (row == null) {
            em.persist(target);
        }
    }

    /** Crops that rows let go in this transaction; another row may still show the same picture. */
    public Set<CropReference> released() {
        return Set.copyOf(released);
    }

    private void showExemplars(
            WatchlistEntity row, List<WatchlistExemplar> messages, Map<Integer, CropReference> crops) {
        Set<CropReference> before = cropsOf(row);
        while (row.exemplars.size() > messages.size()) {
            row.exemplars.remove(row.exemplars.size() - 1);
        }
        for (int i = 0; i < messages.size(); i++) {
            if (i == row.exemplars.size()) {
                row.exemplars.add(new WatchlistExemplarEntity(row, i));
            }
            row.exemplars.get(i).show(messages.get(i), crops.get(i));
        }
        before.removeAll(cropsOf(row));
        released.addAll(before);
    }

    private static Set<CropReference> cropsOf(WatchlistEntity row) {
        Set<CropReference> crops = new HashSet<>();
        row.exemplars.forEach(exemplar -> Optional.ofNullable(exemplar.crop).ifPresent(crops::add));
        return crops;
    }
}
