package dev.sightline.app.enrol;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline enrol}: puts a person on the watchlist from photos. */
@Command(
        name = "enrol",
        description = {
            "Put a person on the watchlist from one or more photos, or take one off. Why the person is looked for is"
                    + " kept",
            "with the entry, too."
        },
        footer = {
            "",
            "Example:",
            "  sightline enrol --watchlist \"Ada Example\" --photo ada.jpg --reason \"barred until May\" --approver"
                    + " \"J. Doe\""
        },
        mixinStandardHelpOptions = true)
public final class EnrolCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--watchlist", required = true, paramLabel = "NAME", description = "The person's name.")
    private String name;

    @Option(names = "--photo", paramLabel = "FILE", description = "JPEG or PNG that shows one face. Repeat for more.")
    private List<Path> photos = new ArrayList<>();

    @Mixin
    private ReasonOption reason;

    @Option(names = "--approver", description = "Who approved it; kept with the entry.")
    private String approver = "";

    @Option(names = "--days", description = "The entry ends this many days from now; never by default, or as it was.")
    private @Nullable Integer days;

    @Option(names = "--site", description = "Look only at this site. Repeat for more; all by default.")
    private List<String> sites = new ArrayList<>();

    @Option(
            names = "--replace",
            description = "Put these photos in the place of those the entry has; otherwise they are added to them.")
    private boolean replace;

    @Option(names = "--remove", description = "Take the person off the watchlist instead.")
    private boolean remove;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        String id = Watchlist.id(name);
        if (remove == !photos.isEmpty()) {
            throw new UserError(remove ? "--remove takes no --photo" : "name at least one --photo, or --remove");
        }
        if (days != null && days < 1) {
            throw new UserError("--days " + days + " must be at least 1");
        }
        Outcome outcome = Outcome.of(spec, json).field("name", name.strip()).field("entry", id);
        try (Installation installation = options.open()) {
            installation.createTopics();
            Watchlist watchlist = new Watchlist(installation.kafka());
            if (remove) {
                String removed =
                        watchlist.remove(name, reason.text(), CommandAudit.of(installation.settings(), outcome));
                outcome.say("Removed " + removed + ".");
            } else {
                Enrolment enrolment = enrolment(installation, watchlist, id);
                WatchlistAudit.adds(CommandAudit.of(installation.settings(), outcome), enrolment);
                watchlist.put(enrolment.entry());
                enrolment.lines().forEach(outcome::say);
            }
            TakesEffect.laterForMatcher(installation).ifPresent(outcome::say);
        }
        return outcome.end();
    }

    private Enrolment enrolment(Installation installation, Watchlist watchlist, String id) throws IOException {
        requireSites(installation);
        WatchlistEntry there = watchlist.find(id).filter(e -> !replace).orElseGet(() -> fresh(id));
        Optional<Instant> expires =
                Optional.ofNullable(days).map(d -> clock.instant().plus(Duration.ofDays(d)));
        Enrolment.Wish wish = new Enrolment.Wish(reason.text(), approver, expires, sites);
        return Enrolment.of(there, wish, describe(installation), clock.instant());
    }

    /** A site that no camera is at would look for the person nowhere. */
    private void requireSites(Installation installation) {
        Set<String> known = new CompactedTopic<>(installation.kafka(), Topics.CAMERAS)
                .read().values().stream().map(Camera::getSiteId).collect(Collectors.toCollection(TreeSet::new));
        if (!known.isEmpty()) {
            sites.forEach(site -> Known.require("site", site, known));
        }
    }

    private List<List<WatchlistExemplar>> describe(Installation installation) throws IOException {
        return Photos.describeEach(installation, Map.of(name, photos), clock).getOrDefault(name, List.of());
    }

    private WatchlistEntry fresh(String id) {
        return WatchlistEntry.newBuilder()
                .setEntryId(id)
                .setName(name.strip())
                .setCreatedUs(clock.millis() * 1_000)
                .build();
    }
}
