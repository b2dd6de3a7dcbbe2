package dev.sightline.console.access;

import dev.sightline.contracts.id.Ids;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Credential;
import dev.sightline.store.account.CredentialKind;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.account.Secret;
import dev.sightline.store.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Logs browsers in and out, by password and by one-time link. Thread-safe. */
public final class LogIns {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final AccountRepository accounts;
    private final CredentialRepository credentials;
    private final AuditTrail audit;
    private final AccessPolicy policy;
    private final InstantSource clock;
    private final Passwords passwords = new Passwords();
    private final Throttle throttle;

    public LogIns(
            AccountRepository accounts,
            CredentialRepository credentials,
            AuditTrail audit,
            AccessPolicy policy,
            InstantSource clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.audit = audit;
        this.policy = policy;
        this.clock = clock;
        this.throttle = new Throttle(clock);
    }

    /**
     * By name and password.
     *
     * @param address where the try comes from: it waits as well as the name, so that neither can be tried at will
     */
    public LogIn byPassword(String name, String password, String address) {
        Duration wait = longer(throttle.wait("name " + name), throttle.wait("address " + address));
        if (!wait.isZero() || passwords.isCrowded()) {
            return new LogIn.Wait(longer(wait, A_MOMENT));
        }
        if (!fits(name, password)) {
            throttle.failed("name " + name);
            throttle.failed("address " + address);
            audit.note(new AuditEvent(
                    name, "password", "login", "", "", "", AuditEvent.Outcome.REFUSED, "from " + address));
            return new LogIn.Refused();
        }
        throttle.succeeded("name " + name);
        throttle.succeeded("address " + address);
        return welcome(name, "password");
    }

    private boolean fits(String name, String password) {
        Optional<String> hash = accounts.find(name)
                .filter(account -> !account.disabled())
                .flatMap(account -> accounts.passwordHash(account.name()));
        if (hash.isEmpty()) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(password, hash.get());
    }

    /** By a link that was printed or handed over for this. */
    public LogIn byLink(Secret link) {
        return redeem(link, CredentialKind.ENTER_LINK)
                .flatMap(used -> used.account().map(account -> welcome(account, "link:" + used.id())))
                .orElseGet(LogIn.Refused::new);
    }

    /**
     * As a proxy in front says; somebody new gets an account, and groups that changed change its role.
     *
     * @throws ProxyPolicy.NotLetIn with the reason
     */
    public LogIn.Welcome byProxy(ProxyPolicy.User user) {
        Account account = accounts.find(user.name()).orElseGet(() -> newcomer(user));
        user.role().filter(role -> role != account.role()).ifPresent(role -> {
            accounts.change(account.as(role), now());
            note(user.name(), "user.change", "role " + role + " instead of " + account.role());
        });
        if (welcome(user.name(), "proxy") instanceof LogIn.Welcome welcome) {
            return welcome;
        }
        throw new ProxyPolicy.NotLetIn("the account of " + user.name() + " is closed");
    }

    private Account newcomer(ProxyPolicy.User user) {
        Role role = user.first()
                .orElseThrow(() -> new ProxyPolicy.NotLetIn(user.name() + " has no account here; ask for one"));
        Account account = Account.of(user.name(), role, Scope.ALL, now(), "proxy");
        try {
            accounts.add(account);
        } catch (IllegalArgumentException e) {
            throw new ProxyPolicy.NotLetIn(e.getMessage() + "; let the proxy send another name");
        }
        note(user.name(), "user.add", "role " + role);
        return account;
    }

    private void note(String name, String action, String detail) {
        audit.note(new AuditEvent(name, "proxy", action, name, "", "", AuditEvent.Outcome.ALLOWED, detail));
    }

    /** Whose password a link sets; a setup link has no account yet. Empty when the link is used up or too old. */
    public Optional<Credential> passwordLink(Secret link) {
        return credentials
                .find(link, clock.instant())
                .filter(found ->
                        found.kind() == CredentialKind.SETUP_LINK || found.kind() == CredentialKind.PASSWORD_LINK);
    }

    /**
     * Sets the password of a link's account, or creates the first account, and logs in.
     *
     * @param name of the first account; ignored for the link of an account
     * @throws IllegalArgumentException when the name or the password is not allowed; the link stays valid
     */
    public LogIn choosePassword(Secret link, String name, String password) {
        Optional<Credential> found = passwordLink(link);
        if (found.isEmpty()) {
            return new LogIn.Refused();
        }
        String account = found.get().account().orElse(name.strip());
        Account first = Account.of(account, found.get().role(), found.get().scope(), clock.instant(), "setup");
        Ids.requireName("user", account);
        Passwords.require(account, password);
        if (redeem(link, found.get().kind()).isEmpty()) {
            return new LogIn.Refused();
        }
        if (found.get().account().isEmpty() && !accounts.add(first)) {
            return new LogIn.Refused();
        }
        accounts.setPassword(account, passwords.hash(password));
        credentials.endAll(Optional.of(account), List.of(CredentialKind.SESSION, CredentialKind.PASSWORD_LINK), now());
        audit.note(new AuditEvent(
                account, "link:" + found.get().id(), "password.set", account, "", "", AuditEvent.Outcome.ALLOWED, ""));
        throttle.succeeded("name " + account);
        return welcome(account, "link:" + found.get().id());
    }

    /** Ends a browser's session. */
    public void logOut(Caller caller) {
        credentials.end(caller.credential(), now());
        audit.did(caller, "logout", "", "", "");
    }

    private LogIn welcome(String name, String via) {
        Optional<Account> account = accounts.find(name).filter(found -> !found.disabled());
        if (account.isEmpty()) {
            return new LogIn.Refused();
        }
        credentials.forgetOld(now());
        Instant now = now();
        Secret session = credentials.issue(
                Credential.of(CredentialKind.SESSION, account.get(), now, now.plus(policy.sessionLife())));
        audit.note(new AuditEvent(name, via, "login", "", "", "", AuditEvent.Outcome.ALLOWED, ""));
        return new LogIn.Welcome(name, session);
    }

    private Optional<Credential> redeem(Secret link, CredentialKind kind) {
        return credentials.redeem(link, List.of(kind), now());
    }

    private Instant now() {
        return clock.instant();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
