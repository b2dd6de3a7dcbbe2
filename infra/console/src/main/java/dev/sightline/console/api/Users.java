package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.FirstSteps;
import dev.sightline.console.access.Right;
import dev.sightline.contracts.id.Ids;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users. Nobody makes anybody greater than themselves: in role or in scope. */
public final class Users {
    private final AccountRepository accounts;
    private final FirstSteps links;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Users(AccountRepository accounts, FirstSteps links, AuditTrail audit, InstantSource clock) {
        this.accounts = accounts;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A user.
     *
     * @param sites empty: all
     * @param cameras empty: all of the sites
     */
    public record UserItem(
            String user,
            Role role,
            List<String> sites,
            List<String> cameras,
            boolean disabled,
            boolean hasPassword,
            Instant created,
            String createdBy) {}

    /** A new user. */
    public record UserDraft(
            String user,
            Role role,
            @Nullable List<String> sites,
            @Nullable List<String> cameras) {}

    /** What is to change; what is left out stays. */
    public record UserChange(
            @Nullable Role role,
            @Nullable List<String> sites,
            @Nullable List<String> cameras,
            @Nullable Boolean disabled) {}

    /**
     * A one-time link by which the user chooses a password.
     *
     * @param link below the console's address; valid once and for an hour
     */
    public record LinkItem(String user, String link) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/users", "listUsers", Right.MANAGE_USERS, UserItem.class, r -> Answer.all(list(r.caller()))),
                new Route(
                        HandlerType.POST,
                        "/users",
                        "addUser",
                        Right.MANAGE_USERS,
                        Route.form(Route.Shape.SECRET, LinkItem.class),
                        this::add),
                new Route(
                        HandlerType.PATCH,
                        "/users/{user}",
                        "changeUser",
                        Right.MANAGE_USERS,
                        Route.form(Route.Shape.ONE, UserItem.class),
                        this::change),
                new Route(
                        HandlerType.POST,
                        "/users/{user}/link",
                        "linkUser",
                        Right.MANAGE_USERS,
                        Route.form(Route.Shape.SECRET, LinkItem.class),
                        this::link));
    }

    /** Those whom a caller may manage. */
    public List<UserItem> list(Caller caller) {
        audit.saw(caller, "users.list", "", "");
        return accounts.all().stream()
                .filter(account -> mayManage(caller, account.role(), account.scope()))
                .map(Users::item)
                .toList();
    }

    private Answer add(Request request) {
        UserDraft draft = request.body(UserDraft.class);
        Account account = account(request.caller(), draft);
        requireNotGreater(request.caller(), account.role(), account.scope());
        if (accounts.find(account.name()).isPresent()) {
            throw ApiProblem.conflict("there is a user '" + account.name() + "' already");
        }
        audit.did(request.caller(), "user.add", account.name(), "", new AuditTrail.Details("", described(account)));
        try {
            accounts.add(account);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
        return Answer.created(newLink(account.name(), request.caller()));
    }

    private Account account(Caller caller, UserDraft draft) {
        try {
            Scope scope = Scope.of(orNone(draft.sites()), orNone(draft.cameras()));
            Ids.requireName("user", draft.user());
            return Account.of(draft.user(), draft.role(), scope, clock.instant(), caller.name());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw ApiProblem.bad(
                    e instanceof NullPointerException ? "user and role must be given" : String.valueOf(e.getMessage()));
        }
    }

    private Answer change(Request request) {
        Account before = find(request);
        UserChange change = request.body(UserChange.class);
        if (before.name().equals(request.caller().name())) {
            throw ApiProblem.conflict("nobody changes their own role, scope or access; ask another user to");
        }
        Account after = changed(before, change);
        requireNotGreater(request.caller(), after.role(), after.scope());
        audit.did(
                request.caller(),
                "user.change",
                before.name(),
                "",
                new AuditTrail.Details("", described(before) + " -> " + described(after)));
        accounts.change(after, clock.instant());
        return Answer.of(item(after));
    }

    private static Account changed(Account before, UserChange change) {
        try {
            return new Account(
                    before.name(),
                    Optional.ofNullable(change.role()).orElse(before.role()),
                    new Scope(
                            change.sites() == null ? before.scope().sites() : Set.copyOf(change.sites()),
                            change.cameras() == null ? before.scope().cameras() : Set.copyOf(change.cameras())),
                    Optional.ofNullable(change.disabled()).orElse(before.disabled()),
                    before.hasPassword(),
                    before.createdAt(),
                    before.createdBy());
        } catch (IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
    }

    private Answer link(Request request) {
        Account account = find(request);
        audit.did(request.caller(), "user.link", account.name(), "", "");
        return Answer.created(newLink(account.name(), request.caller()));
    }

    private LinkItem newLink(String name, Caller caller) {
        return new LinkItem(
                name, "/" + links.newPassword(name, caller.name()).orElseThrow(() -> ApiProblem.missing("user", name)));
    }

    private Account find(Request request) {
        String name = request.path("user");
        return accounts.find(name)
                .filter(account -> mayManage(request.caller(), account.role(), account.scope()))
                .orElseThrow(() -> ApiProblem.missing("user", name));
    }

    private static void requireNotGreater(Caller caller, Role role, Scope scope) {
        if (!mayManage(caller, role, scope)) {
            throw ApiProblem.forbidden("nobody gives more than they have: your role is " + caller.role()
                    + ", your sites "
                    + (caller.scope().sites().isEmpty() ? "all" : caller.scope().sites()) + ", your cameras "
                    + (caller.scope().cameras().isEmpty()
                            ? "all"
                            : caller.scope().cameras()));
        }
    }

    private static boolean mayManage(Caller caller, Role role, Scope scope) {
        return caller.role().covers(role) && scope.within(caller.scope());
    }

    private static String described(Account account) {
        return "role " + account.role() + ", sites " + account.scope().sites() + ", cameras "
                + account.scope().cameras() + (account.disabled() ? ", disabled" : "");
    }

    private static UserItem item(Account account) {
        return new UserItem(
                account.name(),
                account.role(),
                sorted(account.scope().sites()),
                sorted(account.scope().cameras()),
                account.disabled(),
                account.hasPassword(),
                account.createdAt(),
                account.createdBy());
    }

    static List<String> sorted(Set<String> ids) {
        return ids.stream().sorted().toList();
    }

    static List<String> orNone(@Nullable List<String> ids) {
        return ids == null ? List.of() : ids;
    }
}
