package dev.sightline.app.enrol;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.text.Printable;
import java.io.PrintWriter;
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

    @Command(description = "Show names, photos, reasons and when entries end.", mixinStandardHelpOptions = true)
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (Installation installation = options.open()) {
            installation.createTopics();
            out.print(table(new Watchlist(installation.kafka()).all(), clock.instant()));
        }
        out.flush();
        return 0;
    }

    @Command(description = "Take somebody off the watchlist.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", description = "The person's name, or the entry's id.") String name) {
        PrintWriter out = spec.commandLine().getOut();
        try (Installation installation = options.open()) {
            installation.createTopics();
            out.println("Removed " + new Watchlist(installation.kafka()).remove(name) + ".");
            TakesEffect.laterForMatcher(installation).ifPresent(out::println);
        }
        out.flush();
        return 0;
    }

    /** The entries as text, a line each. */
    static String table(List<WatchlistEntry> entries, Instant now) {
        if (entries.isEmpty()) {
            return "Nobody is on the watchlist.%n".formatted();
        }
        StringBuilder text = new StringBuilder();
        text.append(row("NAME", "PHOTOS", "ENDS", "SITES", "REASON (APPROVER)", "ID"));
        entries.forEach(entry -> text.append(row(
                Printable.value(entry.getName()),
                String.valueOf(Enrolment.photos(entry)),
                ends(entry, now),
                entry.getSiteIdsCount() == 0 ? "all" : String.join(",", entry.getSiteIdsList()),
                Printable.value(entry.getReason())
                        + (entry.getApprover().isBlank() ? "" : " (" + Printable.value(entry.getApprover()) + ")"),
                entry.getEntryId())));
        return text.toString();
    }

    private static String ends(WatchlistEntry entry, Instant now) {
        if (entry.getExpiresUs() == 0) {
            return "never";
        }
        Instant end = Instant.ofEpochMilli(entry.getExpiresUs() / 1_000);
        return end.isAfter(now) ? end.toString() : "ended " + end;
    }

    private static String row(String... cells) {
        return "%-24s %6s  %-26s %-12s %-30s %s%n".formatted((Object[]) cells);
    }
}
