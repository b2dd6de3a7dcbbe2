package dev.sightline.store.alert;

import dev.sightline.store.database.Database;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Who has dealt with which alert. Thread-safe. */
public final class Acknowledgements {
    private final Database database;

    public Acknowledgements(Database database) {
        this.database = database;
    }

    /** By alert id; open alerts are left out. */
    public Map<String, Acknowledgement> of(Collection<String> alertIds) {
        if (alertIds.isEmpty()) {
            return Map.of();
        }
        return database.read(em -> em.createQuery(
                        "select a from AlertAcknowledgementEntity a where a.alertId in :ids",
                        AlertAcknowledgementEntity.class)
                .setParameter("ids", alertIds)
                .getResultStream()
                .collect(Collectors.toMap(row -> row.alertId, Acknowledgement::of)));
    }

    /**
     * Acknowledges an alert that exists.
     *
     * @return what stands: the earlier one when somebody was first
     */
    public Acknowledgement add(Acknowledgement acknowledgement) {
        return database.write(em -> {
            AlertAcknowledgementEntity row = em.find(AlertAcknowledgementEntity.class, acknowledgement.alertId());
            if (row == null) {
                row = new AlertAcknowledgementEntity(acknowledgement);
                em.persist(row);
            }
            return Acknowledgement.of(row);
        });
    }
}
