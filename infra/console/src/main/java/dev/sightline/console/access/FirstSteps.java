package dev.sightline.console.access;

import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Credential;
import dev.sightline.store.account.CredentialKind;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** How the first person gets in: one-time links, as paths below the console's address. Thread-safe. */
public final class FirstSteps {
    private final AccountRepository accounts;
    private final CredentialRepository credentials;
    private final InstantSource clock;
    private final Duration life;

    public FirstSteps(
            AccountRepository accounts, CredentialRepository credentials, Duration life, InstantSource clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.life = life;
        this.clock = clock;
    }

    /** A link that creates the first account; empty when there is an account already. An earlier link ends. */
    public Optional<String> setup() {
        if (!accounts.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        credentials.endAll(Optional.empty(), List.of(CredentialKind.SETUP_LINK), now);
        return Optional.of("password?link="
                + credentials.issue(Credential.setup(now, now.plus(life))).text());
    }

    /** A link by which somebody chooses a new password; earlier ones end. Empty when there is no such account. */
    public Optional<String> newPassword(String name, String by) {
        return accounts.find(name).map(account -> {
            Instant now = clock.instant();
            credentials.endAll(Optional.of(name), List.of(CredentialKind.PASSWORD_LINK), now);
            Credential link = Credential.of(CredentialKind.PASSWORD_LINK, account, now, now.plus(life));
            return "password?link=" + credentials.issue(link.by(by)).text();
        });
    }

    /** A link that logs one browser in as an account that is created when it is missing; for the demo. */
    public String enter(String name) {
        Instant now = clock.instant();
        accounts.add(Account.of(name, Role.ENGINEER, Scope.ALL, now, "demo"));
        credentials.endAll(Optional.of(name), List.of(CredentialKind.ENTER_LINK), now);
        Account account = accounts.find(name).orElseThrow();
        Credential link = Credential.of(CredentialKind.ENTER_LINK, account, now, now.plus(life));
        return "enter?link=" + credentials.issue(link).text();
    }
}
