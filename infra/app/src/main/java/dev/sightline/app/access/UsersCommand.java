package dev.sightline.app.access;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.ConsoleSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.terminal.Table;
import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.FirstSteps;
import dev.sightline.contracts.id.Ids;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.database.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline users}: who may log in to the console; the way back in for somebody who may read the database anyway. */
@Command(
        name = "users",
        description = "Show who may log in to the console, add users, and make links by which they choose a password.",
        footer = {
            "",
            "Examples:",
            "  sightline users list",
            "  sightline users add ada --role operator --site hall",
            "  sightline users link ada"
        },
        mixinStandardHelpOptions = true)
public final class UsersCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Command(
            description = "Show users, their roles, and where they may look.",
            footer = {"", "Example:", "  sightline users list"},
            mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Table table = new Table("user", "role", "sites", "cameras", "state");
            new AccountRepository(installation.database())
                    .all()
                    .forEach(account -> table.row(
                            account.name(),
                            account.role().name().toLowerCase(Locale.ROOT),
                            account.scope().sites().isEmpty()
                                    ? "all"
                                    : String.join(",", account.scope().sites()),
                            account.scope().cameras().isEmpty()
                                    ? "all"
                                    : String.join(",", account.scope().cameras()),
                            account.disabled() ? "disabled" : account.hasPassword() ? "ready" : "no password"));
            outcome.table("users", table);
            if (table.isEmpty()) {
                outcome.say("There is no user yet; 'sightline run' prints a link that creates the first one.");
            }
        }
        return outcome.end();
    }

    @Command(
            description = "Add a user and print the link by which the user chooses a password.",
            footer = {"", "Example:", "  sightline users add ada --role operator --site hall"},
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "What the user logs in with.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            description = "One of ${COMPLETION-CANDIDATES}; each may what those before it may.")
                    Role role,
            @Option(names = "--site", description = "Only this site. Repeat for more; all by default.")
                    List<String> sites,
            @Option(names = "--camera", description = "Only this camera. Repeat for more; all by default.")
                    List<String> cameras,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Ids.requireName("user", name);
        Scope scope = Scope.of(orNone(sites), orNone(cameras));
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            Account account = Account.of(name, role, scope, clock.instant(), CommandAudit.actor());
            if (!new AccountRepository(database).add(account)) {
                throw new UserError("there is a user '" + name + "' already; 'sightline users link " + name
                        + "' makes a new link for a password");
            }
            CommandAudit.in(database).did("user.add", name, reason.text(), "role " + role);
            outcome.say("Added " + name + " as " + role.name().toLowerCase(Locale.ROOT) + ".");
            printLink(database, installation, name, outcome);
        }
        return outcome.end();
    }

    @Command(
            description = "Print a link, valid once and for an hour, by which a user chooses a new password.",
            footer = {"", "Example:", "  sightline users link ada"},
            mixinStandardHelpOptions = true)
    int link(
            @Parameters(paramLabel = "NAME", description = "The user.") String name,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            CommandAudit.in(database).did("user.link", name, reason.text(), "");
            printLink(database, installation, name, outcome);
        }
        return outcome.end();
    }

    @Command(
            description = "Let a user in no longer; sessions and tokens end at once.",
            footer = {"", "Example:", "  sightline users disable ada"},
            mixinStandardHelpOptions = true)
    int disable(
            @Parameters(paramLabel = "NAME", description = "The user.") String name,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            AccountRepository accounts = new AccountRepository(database);
            Account there = accounts.find(name).orElseThrow(() -> nobody(name));
            CommandAudit.in(database).did("user.change", name, reason.text(), "disabled");
            accounts.change(there.closed(), clock.instant());
            outcome.say("Disabled " + name + "; an engineer enables users on the console's page Users.");
        }
        return outcome.end();
    }

    private void printLink(Database database, Installation installation, String name, Outcome outcome) {
        FirstSteps links = new FirstSteps(
                new AccountRepository(database),
                new CredentialRepository(database),
                AccessPolicy.defaults().linkLife(),
                clock);
        String path = links.newPassword(name, CommandAudit.actor()).orElseThrow(() -> nobody(name));
        String link = address(installation.settings().console()) + path;
        outcome.field("user", name).field("link", link).say("Valid once, within an hour: " + link);
    }

    private static String address(ConsoleSettings console) {
        return console.hosts().orElse(new ArrayList<>()).stream()
                .filter(host -> host.startsWith("https://"))
                .findFirst()
                .map(host -> host.endsWith("/") ? host : host + "/")
                .orElse("http://" + console.host() + ":" + console.port() + "/");
    }

    private static UserError nobody(String name) {
        return new UserError("there is no user '" + name + "'; 'sightline users list' shows all");
    }

    private static List<String> orNone(List<String> values) {
        return Optional.ofNullable(values).orElse(List.of());
    }
}
