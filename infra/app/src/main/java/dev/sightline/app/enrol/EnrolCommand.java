package dev.sightline.app.enrol;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline enrol}: puts a person on the watchlist from photos. */
@Command(
        name = "enrol",
        description = "Put a person on the watchlist from one or more photos, or take one off.",
        footer = {
            "",
            "Example:",
            "  sightline enrol --watchlist \"Ada Example\" --photo ada.jpg --reason \"barred until May\" --approver \"J. Doe\""
        },
        mixinStandardHelpOptions = true)
public final class EnrolCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--watchlist", required = true, paramLabel = "NAME", description = "The person's name.")
    private String name;

    @Option(names = "--photo", paramLabel = "FILE", description = "JPEG or PNG that shows one face. Repeat for more.")
    private List<Path> photos = new ArrayList<>();

    @Option(names = "--reason", description = "Why the person is looked for; kept with the entry.")
    private String reason = "";

    @Option(names = "--approver", description = "OperatorOption approved it; kept with the entry.")
    private String approver = "";

    @Option(names = "--days", description = "The entry ends after this many days; never by default.")
    private @Nullable Integer days;

    @Option(names = "--site", description = "Look only at this site. Repeat for more; all by default.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--remove", description = "Take the person off the watchlist instead.")
    private boolean remove;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        String id = Ids.of("watchlist", name.strip().toLowerCase(Locale.ROOT));
        if (remove == !photos.isEmpty()) {
            throw new UserError(remove ? "--remove takes no --photo" : "name at least one --photo, or --remove");
        }
        try (Installation installation = options.open()) {
            installation.createTopics();
            CompactedTopic<WatchlistEntry> watchlist = new CompactedTopic<>(installation.kafka(), Topics.WATCHLIST);
            if (remove) {
                watchlist.remove(id);
            } else {
                watchlist.put(id, entry(id, describe(installation)));
            }
        }
        spec.commandLine().getOut().println((remove ? "Removed " : "Enrolled ") + name + " (" + id + ")");
        return 0;
    }

    private List<WatchlistExemplar> describe(Installation installation) throws IOException {
        return Photos.describe(installation, Map.of(name, photos), clock).getOrDefault(name, List.of());
    }

    private WatchlistEntry entry(String id, List<WatchlistExemplar> exemplars) {
        long now = clock.millis() * 1_000;
        return WatchlistEntry.newBuilder()
                .setEntryId(id)
                .setName(name)
                .setReason(reason)
                .setApprover(approver)
                .setCreatedUs(now)
                .setExpiresUs(days == null ? 0 : now + Duration.ofDays(days).toNanos() / 1_000)
                .addAllExemplars(exemplars)
                .addAllSiteIds(sites)
                .build();
    }
}
