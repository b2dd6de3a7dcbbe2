package dev.sightline.store.request;

import dev.sightline.store.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answers to writes that carried an idempotency key, kept for a day. Thread-safe. */
public final class GivenAnswers {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;

    public GivenAnswers(Database database) {
        this.database = database;
    }

    public Optional<GivenAnswer> find(String key) {
        return database.read(em -> Optional.ofNullable(em.find(AnswerEntity.class, key))
                .map(row -> new GivenAnswer(row.requestHash, row.status, row.document)));
    }

    /** Keeps an answer, and forgets those of the day before. */
    public void keep(String key, GivenAnswer answer, Instant now) {
        database.execute(em -> {
            em.createQuery("delete from AnswerEntity a where a.at < :old")
                    .setParameter("old", now.minus(KEPT))
                    .executeUpdate();
            if (em.find(AnswerEntity.class, key) == null) {
                em.persist(new AnswerEntity(key, answer, now));
            }
        });
    }
}
