package dev.sightline.app.enrol;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.text.Printable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline watchlist list|remove}: who is looked for. */
@Command(
        name = "watchlist",
        description = "Show who is on the watchlist, or take somebody off. 'sightline enrol' puts people on it.",
        footer = {"", "Examples:", "  sightline watchlist list", "  sightline watchlist remove \"Ada Example\""},
        mixinStandardHelpOptions = true)
public final class WatchlistCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Command(
            description = "Show names, photos, reasons and when entries end.",
            footer = {"", "Example:", "  sightline watchlist list"},
            mixinStandardHelpOptions = true)
    int list(@Mixin ReasonOption reason, @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            CommandAudit.of(installation.settings(), outcome).did("watchlist.list", "", reason.text(), "");
            Table table = table(new Watchlist(installation.kafka()).all(), clock.instant());
            outcome.table("watchlist", table);
            if (table.isEmpty()) {
                outcome.say("Nobody is on the watchlist.");
            }
        }
        return outcome.end();
    }

    @Command(
            description = "Take somebody off the watchlist.",
            footer = {"", "Example:", "  sightline watchlist remove \"Ada Example\""},
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME", description = "The person's name, or the entry's id.") String name,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            String removed = new Watchlist(installation.kafka())
                    .remove(name, reason.text(), CommandAudit.of(installation.settings(), outcome));
            outcome.field("removed", removed).say("Removed " + removed + ".");
            TakesEffect.laterForMatcher(installation).ifPresent(outcome::say);
        }
        return outcome.end();
    }

    /** The entries, a row each. */
    static Table table(List<WatchlistEntry> entries, Instant now) {
        Table table = new Table("name", "photos", "ends", "sites", "reason", "approver", "entry");
        entries.forEach(entry -> table.row(
                Printable.value(entry.getName()),
                Enrolment.photos(entry),
                ends(entry, now),
                entry.getSiteIdsCount() == 0 ? "all" : String.join(",", entry.getSiteIdsList()),
                Printable.value(entry.getReason()),
                Printable.value(entry.getApprover()),
                entry.getEntryId()));
        return table;
    }

    private static String ends(WatchlistEntry entry, Instant now) {
        if (entry.getExpiresUs() == 0) {
            return "never";
        }
        Instant end = Instant.ofEpochMilli(entry.getExpiresUs() / 1_000);
        return end.isAfter(now) ? end.toString() : "ended " + end;
    }
}
