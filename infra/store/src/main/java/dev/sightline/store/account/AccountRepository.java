package dev.sightline.store.account;

import dev.sightline.contracts.id.Ids;
import dev.sightline.store.database.Database;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Accounts. Thread-safe. */
public final class AccountRepository {
    private final Database database;

    public AccountRepository(Database database) {
        this.database = database;
    }

    public Optional<Account> find(String name) {
        return database.read(
                em -> Optional.ofNullable(em.find(AccountEntity.class, name)).map(Account::of));
    }

    /** All, by name. */
    public List<Account> all() {
        return database.read(em -> em.createQuery("select a from AccountEntity a order by a.name", AccountEntity.class)
                .getResultStream()
                .map(Account::of)
                .toList());
    }

    /** Whether nobody can log in yet. */
    public boolean isEmpty() {
        return database.read(em -> em.createQuery("select count(a) from AccountEntity a", Long.class)
                        .getSingleResult())
                == 0;
    }

    /**
     * Adds an account.
     *
     * @return false when there is one of that name already
     * @throws IllegalArgumentException when the name is not allowed
     */
    public boolean add(Account account) {
        Ids.requireName("user", account.name());
        return database.write(em -> {
            if (em.find(AccountEntity.class, account.name()) != null) {
                return false;
            }
            em.persist(new AccountEntity(account));
            return true;
        });
    }

    /**
     * Changes role, scope and whether it is closed; sessions, tokens and links of a closed one end with it.
     *
     * @return false when there is none of that name
     */
    public boolean change(Account account, Instant now) {
        return database.write(em -> {
            AccountEntity row = em.find(AccountEntity.class, account.name());
            if (row == null) {
                return false;
            }
            row.show(account);
            if (account.disabled()) {
                CredentialRepository.endAll(em, Optional.of(account.name()), EnumSet.allOf(CredentialKind.class), now);
            }
            return true;
        });
    }

    /** The password's hash; empty when there is no such account or it has none. */
    public Optional<String> passwordHash(String name) {
        return database.read(
                em -> Optional.ofNullable(em.find(AccountEntity.class, name)).map(row -> row.passwordHash));
    }

    /** Sets the password's hash of an account that exists. */
    public void setPassword(String name, String hash) {
        database.execute(em ->
                Optional.ofNullable(em.find(AccountEntity.class, name)).ifPresent(row -> row.passwordHash = hash));
    }
}
