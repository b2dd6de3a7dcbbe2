package dev.sightline.store.alert;

import dev.sightline.store.database.Database;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which alerts should not have been raised. Thread-safe. */
public final class Dismissals {
    private final Database database;

    public Dismissals(Database database) {
        this.database = database;
    }

    /** By alert id; others are left out. */
    public Map<String, Dismissal> of(Collection<String> alertIds) {
        if (alertIds.isEmpty()) {
            return Map.of();
        }
        return database.read(em -> em.createQuery(
                        "select d from AlertDismissalEntity d where d.alertId in :ids", AlertDismissalEntity.class)
                .setParameter("ids", alertIds)
                .getResultStream()
                .collect(Collectors.toMap(row -> row.alertId, Dismissal::of)));
    }

    /**
     * Dismisses an alert that exists.
     *
     * @return whether it stands; false when somebody was first
     */
    public boolean add(Dismissal dismissal) {
        return database.write(em -> {
            if (em.find(AlertDismissalEntity.class, dismissal.alertId()) != null) {
                return false;
            }
            em.persist(new AlertDismissalEntity(dismissal));
            return true;
        });
    }

    /** Takes a dismissal back; empty when there was none. */
    public Optional<Dismissal> remove(String alertId) {
        return database.write(em -> {
            AlertDismissalEntity row = em.find(AlertDismissalEntity.class, alertId);
            if (row == null) {
                return Optional.empty();
            }
            em.remove(row);
            return Optional.of(Dismissal.of(row));
        });
    }
}
