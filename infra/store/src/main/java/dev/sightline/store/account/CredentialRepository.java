package dev.sightline.store.account;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Sessions, tokens and one-time links. Thread-safe. */
public final class CredentialRepository {
    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;

    public CredentialRepository(Database database) {
        this.database = database;
    }

    /** Adds one and returns what its holder has to show. */
    public Secret issue(Credential credential) {
        Secret secret = Secret.random();
        database.execute(em -> em.persist(new CredentialEntity(credential, secret)));
        return secret;
    }

    /** The valid one that a secret stands for. */
    public Optional<Credential> find(Secret secret, Instant now) {
        return database.read(em -> row(em, secret, LockModeType.NONE).map(Credential::of))
                .filter(credential -> credential.isValid(now));
    }

    /** Uses a one-time link up: of several who try, one gets it. */
    public Optional<Credential> redeem(Secret secret, Collection<CredentialKind> kinds, Instant now) {
        return database.write(em -> {
            Optional<CredentialEntity> row = row(em, secret, LockModeType.PESSIMISTIC_WRITE);
            Optional<Credential> found = row.map(Credential::of)
                    .filter(credential -> credential.isValid(now) && kinds.contains(credential.kind()));
            found.flatMap(valid -> row).ifPresent(used -> {
                used.usedAt = now;
                used.endedAt = now;
            });
            return found;
        });
    }

    /** Notes that it was used, at most once a minute. */
    public void used(Credential credential, Instant now) {
        if (credential.usedAt().isEmpty()
                || credential.usedAt().get().plus(NOTED).isBefore(now)) {
            database.execute(em -> Optional.ofNullable(em.find(CredentialEntity.class, credential.id()))
                    .ifPresent(row -> row.usedAt = now));
        }
    }

    /**
     * Ends one.
     *
     * @return it as it was; empty when there is none
     */
    public Optional<Credential> end(String id, Instant now) {
        return database.write(em -> {
            CredentialEntity row = em.find(CredentialEntity.class, id);
            if (row == null) {
                return Optional.empty();
            }
            Credential before = Credential.of(row);
            if (row.endedAt == null) {
                row.endedAt = now;
            }
            return Optional.of(before);
        });
    }

    /** Ends all of an account, or all setup links when none is named. */
    public void endAll(Optional<String> account, Collection<CredentialKind> kinds, Instant now) {
        database.execute(em -> endAll(em, account, kinds, now));
    }

    /** {@link #endAll(Optional, Collection, Instant)}, in a transaction that does more. */
    static void endAll(EntityManager em, Optional<String> account, Collection<CredentialKind> kinds, Instant now) {
        List<String> names = kinds.stream().map(CredentialKind::name).toList();
        String whose = account.isPresent() ? "c.account = :account" : "c.account is null";
        var update = em.createQuery("update CredentialEntity c set c.endedAt = :now where " + whose
                        + " and c.kind in :kinds and c.endedAt is null")
                .setParameter("now", now)
                .setParameter("kinds", names);
        account.ifPresent(name -> update.setParameter("account", name));
        update.executeUpdate();
    }

    /** All of a kind, newest first, also those that have ended. */
    public List<Credential> all(CredentialKind kind) {
        return database.read(em -> em.createQuery(
                        "select c from CredentialEntity c where c.kind = :kind order by c.createdAt desc, c.id",
                        CredentialEntity.class)
                .setParameter("kind", kind.name())
                .getResultStream()
                .map(Credential::of)
                .toList());
    }

    public Optional<Credential> byId(String id) {
        return database.read(
                em -> Optional.ofNullable(em.find(CredentialEntity.class, id)).map(Credential::of));
    }

    /** Deletes what ended or expired long ago. */
    public void forgetOld(Instant now) {
        database.execute(
                em -> em.createQuery("delete from CredentialEntity c where c.expiresAt < :old or c.endedAt < :old")
                        .setParameter("old", now.minus(KEPT))
                        .executeUpdate());
    }

    private static Optional<CredentialEntity> row(EntityManager em, Secret secret, LockModeType lock) {
        return em.createQuery("select c from CredentialEntity c where c.secretHash = :hash", CredentialEntity.class)
                .setParameter("hash", secret.hash())
                .setLockMode(lock)
                .getResultStream()
                .findFirst();
    }
}
