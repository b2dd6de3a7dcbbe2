package dev.sightline.store.alert;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Snoozes: which hold, since when and until when. Thread-safe. */
public final class Snoozes {
    private static final int MERGES_FOLLOWED = 8;

    private final Database database;

    public Snoozes(Database database) {
        this.database = database;
    }

    /** Those that hold at a time, the one that ends first first. */
    public List<Snooze> standing(Instant now) {
        return database.read(em -> standing(em, now));
    }

    /** One that holds at a time. */
    public Optional<Snooze> find(String snoozeId, Instant now) {
        return standing(now).stream()
                .filter(snooze -> snooze.snoozeId().equals(snoozeId))
                .findFirst();
    }

    public void add(Snooze snooze) {
        database.execute(em -> em.persist(new AlertSnoozeEntity(snooze)));
    }

    /** Ends one before its time. */
    public void end(String snoozeId, String by, Instant now) {
        database.execute(em -> {
            AlertSnoozeEntity row = em.find(AlertSnoozeEntity.class, snoozeId);
            if (row != null && row.endedAt == null) {
                row.endedBy = by;
                row.endedAt = now;
            }
        });
    }

    /** The first of some snoozes that silences an alert. */
    public Optional<Snooze> silencing(List<Snooze> standing, Snooze.Alert alert) {
        return standing.isEmpty() ? Optional.empty() : database.read(em -> silencing(em, standing, alert));
    }

    static List<Snooze> standing(EntityManager em, Instant now) {
        return em
                .createQuery(
                        "select s from AlertSnoozeEntity s where s.until > :now and s.endedAt is null"
                                + " order by s.until, s.snoozeId",
                        AlertSnoozeEntity.class)
                .setParameter("now", now)
                .getResultList()
                .stream()
                .map(Snooze::of)
                .toList();
    }

    static Optional<Snooze> silencing(EntityManager em, List<Snooze> standing, Snooze.Alert alert) {
        return standing.stream()
                .filter(snooze -> snooze.silences(
                        alert, snooze.identity().map(id -> goesOnAs(em, id)).orElse("")))
                .findFirst();
    }

    /** Who a person is after merges; a person who was merged is snoozed under the identity that goes on. */
    private static String goesOnAs(EntityManager em, String identityId) {
        String now = identityId;
        for (int i = 0; i < MERGES_FOLLOWED; i++) {
            List<String> into = em.createQuery(
                            "select i.mergedInto from IdentityEntity i where i.identityId = :id"
                                    + " and i.mergedInto is not null",
                            String.class)
                    .setParameter("id", now)
                    .getResultList();
            if (into.isEmpty()) {
                return now;
            }
            now = into.get(0);
        }
        return now;
    }
}
