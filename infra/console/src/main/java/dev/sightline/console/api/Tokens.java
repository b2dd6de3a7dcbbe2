package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Credential;
import dev.sightline.store.account.CredentialKind;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens for programs: each belongs to a user, may at most what the user may, expires, and can be revoked. */
public final class Tokens {
    /** Stands before a token's text, so that a leaked one is recognized. */
    public static final String PREFIX = "sightline_";

    private static final int LONGEST_DAYS = 366;
    private static final int LONGEST_LABEL = 100;

    private final AccountRepository accounts;
    private final CredentialRepository credentials;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Tokens(AccountRepository accounts, CredentialRepository credentials, AuditTrail audit, InstantSource clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
    }

    /** A token, without its text. */
    public record TokenItem(
            String token,
            String user,
            String label,
            Role role,
            List<String> sites,
            List<String> cameras,
            Instant created,
            Instant expires,
            @Nullable Instant used,
            @Nullable Instant revoked) {}

    /**
     * A new token.
     *
     * @param label what it is for
     * @param role most it may do; left out: as the user
     * @param sites where; left out: as the user
     * @param days how long it is valid
     */
    public record TokenDraft(
            String label,
            @Nullable Role role,
            @Nullable List<String> sites,
            @Nullable List<String> cameras,
            int days) {}

    /** A new token's text, which is shown once. */
    public record NewToken(String token, String text, Instant expires) {}

    List<Route> routes() {
        return List.of(
                Route.list("/tokens", "listTokens", Right.SELF, TokenItem.class, r -> Answer.all(list(r.caller()))),
                new Route(
                        HandlerType.POST,
                        "/tokens",
                        "addToken",
                        Right.SELF,
                        Route.form(Route.Shape.SECRET, NewToken.class),
                        this::add),
                new Route(
                        HandlerType.DELETE,
                        "/tokens/{token}",
                        "revokeToken",
                        Right.SELF,
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::revoke));
    }

    /** A user's own, and those of the users whom the caller manages. */
    public List<TokenItem> list(Caller caller) {
        return credentials.all(CredentialKind.TOKEN).stream()
                .filter(token -> isOf(caller, token))
                .map(Tokens::item)
                .toList();
    }

    private Answer add(Request request) {
        Caller caller = request.caller();
        if (caller.csrf().isEmpty()) {
            throw ApiProblem.forbidden("a token cannot make tokens; log in with a browser");
        }
        TokenDraft draft = request.body(TokenDraft.class);
        check(draft);
        Instant now = clock.instant();
        Account account = accounts.find(caller.name()).orElseThrow(() -> ApiProblem.missing("user", caller.name()));
        Credential token = Credential.of(CredentialKind.TOKEN, account, now, now.plus(Duration.ofDays(draft.days())))
                .named(draft.label().strip(), role(caller, draft), scope(caller, draft));
        audit.did(
                caller,
                "token.add",
                token.id(),
                "",
                new AuditTrail.Details(
                        "", "label: " + token.label() + "; role " + token.role() + "; expires " + token.expiresAt()));
        String text = PREFIX + credentials.issue(token).text();
        return Answer.created(new NewToken(token.id(), text, token.expiresAt()));
    }

    private static void check(TokenDraft draft) {
        if (draft.label() == null || draft.label().isBlank() || draft.label().length() > LONGEST_LABEL) {
            throw ApiProblem.bad("label must be given, with at most " + LONGEST_LABEL + " characters");
        }
        if (draft.days() < 1 || draft.days() > LONGEST_DAYS) {
            throw ApiProblem.bad("days = " + draft.days() + " must be 1 to " + LONGEST_DAYS);
        }
    }

    private static Role role(Caller caller, TokenDraft draft) {
        Role wanted = Optional.ofNullable(draft.role()).orElse(caller.role());
        if (!caller.role().covers(wanted)) {
            throw ApiProblem.forbidden("a token may at most what you may: your role is " + caller.role());
        }
        return wanted;
    }

    private static Scope scope(Caller caller, TokenDraft draft) {
        if (draft.sites() == null && draft.cameras() == null) {
            return caller.scope();
        }
        Scope wanted;
        try {
            wanted = Scope.of(Users.orNone(draft.sites()), Users.orNone(draft.cameras()));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
        return wanted.narrowedTo(caller.scope());
    }

    private Answer revoke(Request request) {
        String id = request.path("token");
        Credential token = credentials
                .byId(id)
                .filter(found -> found.kind() == CredentialKind.TOKEN && isOf(request.caller(), found))
                .orElseThrow(() -> ApiProblem.missing("token", id));
        audit.did(request.caller(), "token.revoke", token.id(), "", "");
        credentials.end(token.id(), clock.instant());
        return new Answer.Nothing();
    }

    private boolean isOf(Caller caller, Credential token) {
        String owner = token.account().orElse("");
        return owner.equals(caller.name())
                || (caller.may(Right.MANAGE_USERS)
                        && caller.role().covers(token.role())
                        && token.scope().within(caller.scope()));
    }

    private static TokenItem item(Credential token) {
        return new TokenItem(
                token.id(),
                token.account().orElse(""),
                token.label(),
                token.role(),
                Users.sorted(token.scope().sites()),
                Users.sorted(token.scope().cameras()),
                token.createdAt(),
                token.expiresAt(),
                token.usedAt().orElse(null),
                token.endedAt().orElse(null));
    }
}
