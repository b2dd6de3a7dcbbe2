package dev.sightline.console.access;

import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Credential;
import dev.sightline.store.account.CredentialKind;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.account.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds out who asks. Looks into the database each time, so that a revoked token, a logged out session and a closed account
 * end at once. Thread-safe.
 */
public final class Callers {
    private final AccountRepository accounts;
    private final CredentialRepository credentials;
    private final AccessPolicy policy;
    private final InstantSource clock;

    public Callers(
            AccountRepository accounts, CredentialRepository credentials, AccessPolicy policy, InstantSource clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.policy = policy;
        this.clock = clock;
    }

    /** Whose cookie this is. */
    public Optional<Caller> bySession(Secret cookie) {
        return credentials
                .find(cookie, clock.instant())
                .filter(found -> found.kind() == CredentialKind.SESSION && !isIdle(found))
                .flatMap(found -> caller(found, Optional.of(cookie.derived("csrf"))));
    }

    /** Whose token this is. */
    public Optional<Caller> byToken(Secret token) {
        return credentials
                .find(token, clock.instant())
                .filter(found -> found.kind() == CredentialKind.TOKEN)
                .flatMap(found -> caller(found, Optional.empty()));
    }

    /** Whether a caller who was let in would be let in again; for streams, which stay open. */
    public boolean isStill(Caller caller) {
        return credentials
                .byId(caller.credential())
                .filter(found -> found.isValid(clock.instant()))
                .flatMap(found -> account(found))
                .filter(account ->
                        account.role().covers(caller.role()) && caller.scope().within(account.scope()))
                .isPresent();
    }

    private Optional<Caller> caller(Credential credential, Optional<String> csrf) {
        credentials.used(credential, clock.instant());
        return account(credential)
                .map(account -> new Caller(
                        account.name(),
                        csrf.isPresent() ? account.role() : account.role().atMost(credential.role()),
                        csrf.isPresent() ? account.scope() : credential.scope().narrowedTo(account.scope()),
                        credential.id(),
                        csrf));
    }

    private Optional<Account> account(Credential credential) {
        return credential.account().flatMap(accounts::find).filter(account -> !account.disabled());
    }

    private boolean isIdle(Credential session) {
        Instant last = session.usedAt().orElse(session.createdAt());
        return last.plus(policy.sessionIdle()).isBefore(clock.instant());
    }
}
