package dev.sightline.store.alert;

import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import dev.sightline.store.page.Page;
import java.util.Optional;

/** Reads alerts. Thread-safe. */
public final class AlertRepository {
    private final Database database;

    public AlertRepository(Database database) {
        this.database = database;
    }

    public Optional<AlertView> find(String alertId) {
        return database.read(
                em -> Optional.ofNullable(em.find(AlertEntity.class, alertId)).map(AlertView::of));
    }

    /** Alerts of all rules, newest first. */
    public Page<AlertView> newest(Cursor from, int limit) {
        Limit.require(limit);
        return database.read(em -> Page.of(
                em.createQuery(
                                "select a from AlertEntity a where a.time < :time or (a.time = :time and a.alertId < :id)"
                                        + " order by a.time desc, a.alertId desc",
                                AlertEntity.class)
                        .setParameter("time", from.time())
                        .setParameter("id", from.id())
                        .setMaxResults(limit + 1)
                        .getResultStream()
                        .map(AlertView::of)
                        .toList(),
                limit,
                alert -> new Cursor(alert.time(), alert.alertId())));
    }
}
