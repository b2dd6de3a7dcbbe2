package dev.sightline.store.alert;

import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import dev.sightline.store.page.Page;
import java.util.Map;
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
        return page("true", Map.of(), from, limit);
    }

    /**
     * Alerts that may be about a person, newest first: those that were raised about the person, or about somebody whose identity
     * one of the person's tracklets had before, or about nobody.
     *
     * @param source of those about nobody: what raises the alerts of the person's site
     */
    public Page<AlertView> perhapsAbout(String identityId, String source, Cursor from, int limit) {
        return page(
                "(a.subject = :identity or a.subject in (select before.key.identityId from SightingEntity before"
                        + " where before.key.sightingId in (select s.key.sightingId from SightingEntity s"
                        + " where s.key.identityId = :identity and not s.withdrawn))"
                        + " or (a.subject is null and a.source = :source))",
                Map.of("identity", identityId, "source", source),
                from,
                limit);
    }

    private Page<AlertView> page(String which, Map<String, String> values, Cursor from, int limit) {
        Limit.require(limit);
        return database.read(em -> {
            var query = em.createQuery(
                            "select a from AlertEntity a where " + which
                                    + " and (a.time < :time or (a.time = :time and a.alertId < :id))"
                                    + " order by a.time desc, a.alertId desc",
                            AlertEntity.class)
                    .setParameter("time", from.time())
                    .setParameter("id", from.id())
                    .setMaxResults(limit + 1);
            values.forEach(query::setParameter);
            return Page.of(
                    query.getResultStream().map(AlertView::of).toList(),
                    limit,
                    alert -> new Cursor(alert.time(), alert.alertId()));
        });
    }
}
