package dev.sightline.app.search;

import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Json;
import dev.sightline.console.api.Repositories;
import dev.sightline.console.api.SearchDesk;
import dev.sightline.console.api.SearchDesk.FoundPerson;
import dev.sightline.console.api.SearchDesk.SearchReply;
import dev.sightline.console.api.SearchWish;
import dev.sightline.console.api.SearchWish.People;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import dev.sightline.store.search.IndexFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline search}: whether somebody has been here before. The same answer as the API's. */
@Command(
        name = "search",
        description = {
            "Find out whether somebody has ever been here, by a photo or by somebody who was recorded. Each result has"
                    + " the",
            "probability that it is the same person, and how many strangers would look as alike among those compared."
        },
        footer = {
            "",
            "Examples:",
            "  sightline search --photo ada.jpg --reason \"missing since Monday\"",
            "  sightline search --identity lobby/p3 --camera north --since 2026-05-01T00:00:00Z --reason \"case 17\""
                    + " --json"
        },
        mixinStandardHelpOptions = true)
public final class SearchCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--photo", paramLabel = "FILE", description = "JPEG or PNG that shows the person.")
    private @Nullable Path photo;

    @Option(
            names = "--person",
            paramLabel = "N",
            description = "Which of the people in the photo, from 1, from left to right.")
    private @Nullable Integer person;

    @Option(names = "--identity", paramLabel = "ID", description = "Somebody who was recorded, instead of a photo.")
    private @Nullable String identity;

    @Option(
            names = "--picture",
            paramLabel = "ADDRESS",
            description = "A recorded crop, such as /sightings/…/pictures/0.")
    private @Nullable String picture;

    @Option(names = "--site", description = "Search only this site. Repeat for more; all by default.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--camera", description = "Search only this camera. Repeat for more; all by default.")
    private List<String> cameras = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only sightings from then on, such as 2026-05-01T08:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only sightings until then.")
    private @Nullable String until;

    @Option(names = "--people", description = "all, named, unnamed or watchlist. Default: ${DEFAULT-VALUE}.")
    private String people = "all";

    @Option(names = "--reason", required = true, description = "Why; kept in the audit log.")
    private String reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open();
                IndexFiles index = index(folder(installation.settings()))) {
            SearchReply reply = search(installation, index, wish());
            outcome.fields(new String(Json.bytes(reply), StandardCharsets.UTF_8));
            outcome.table("results", table(reply));
            sentences(reply).forEach(outcome::say);
        } catch (ApiProblem e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        return outcome.end();
    }

    static Path folder(SightlineSettings settings) {
        return DataFolder.of(settings).search();
    }

    /** @throws UserError when there is none */
    static IndexFiles index(Path folder) {
        if (!IndexFiles.exist(folder)) {
            throw new UserError("there is no search index in " + folder
                    + ": the system has not run here with this version; build it with 'sightline index rebuild'");
        }
        return IndexFiles.open(folder);
    }

    private SearchReply search(Installation installation, IndexFiles index, SearchWish wish) {
        Database database = installation.database();
        try (EmbedderModels models = installation.enrolModels()) {
            SearchDesk desk = new SearchDesk(
                    new Repositories(database, installation.crops()),
                    installation.searching(index, Optional.of(models)),
                    new AuditTrail(new AuditLog(database, clock), clock),
                    clock);
            return desk.search(caller(), wish);
        }
    }

    /** Who may read the data folder may read everything in it. */
    private static Caller caller() {
        return new Caller(
                "cli:" + System.getProperty("user.name", "?"), Role.ENGINEER, Scope.ALL, "command", Optional.empty());
    }

    private SearchWish wish() throws IOException {
        SearchWish.Subject subject = subject();
        try {
            Scope where = Scope.of(Set.copyOf(sites), Set.copyOf(cameras));
            SearchWish.Among among =
                    new SearchWish.Among(where, time("--since", since), time("--until", until), people());
            return new SearchWish(subject, among, reason);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private SearchWish.Subject subject() throws IOException {
        Path file = photo;
        String id = identity;
        String address = picture;
        if (file != null && id == null && address == null) {
            return new SearchWish.Subject.Photo(Files.readAllBytes(file), Optional.ofNullable(person));
        }
        if (file == null && id != null && address == null) {
            return new SearchWish.Subject.Identity(id);
        }
        if (file == null && id == null && address != null) {
            return new SearchWish.Subject.Crop(address);
        }
        throw new UserError("name one of --photo, --identity and --picture");
    }

    private People people() {
        try {
            return People.valueOf(people.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UserError("--people " + people + " must be one of all, named, unnamed, watchlist", e);
        }
    }

    private static Optional<Instant> time(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new UserError(option + " " + text + " must be a UTC time such as 2026-05-01T08:00:00Z", e);
        }
    }

    private static Table table(SearchReply reply) {
        Table table = new Table("sure", "probability", "strangers", "identity", "name", "by", "cameras", "last seen");
        for (FoundPerson found : reply.found()) {
            table.row(
                    found.band(),
                    percent(found.probability()),
                    String.format(Locale.ROOT, "%.2g", found.strangers()),
                    found.identity(),
                    Optional.ofNullable(found.name()).orElse(""),
                    String.join("+", found.by()),
                    String.join(
                            ",",
                            found.stays().stream()
                                    .map(SearchDesk.FoundStay::camera)
                                    .distinct()
                                    .toList()),
                    found.stays().stream()
                            .map(SearchDesk.FoundStay::end)
                            .max(Instant::compareTo)
                            .map(Instant::toString)
                            .orElse(""));
        }
        return table;
    }

    private static List<String> sentences(SearchReply reply) {
        List<String> sentences = new ArrayList<>();
        if (!reply.searched()) {
            sentences.add("The photo shows " + reply.inPhoto().size()
                    + " people; choose one with --person, counted from left to right.");
            return sentences;
        }
        sentences.add((reply.found().isEmpty() ? "Nobody who looks like this person was seen" : "Compared")
                + (reply.found().isEmpty() ? ", of " : " ")
                + reply.sightings() + " sightings of about " + reply.people() + " people"
                + (reply.found().isEmpty()
                        ? "."
                        : "; the probability that it is none of these is " + percent(reply.nobody()) + "."));
        sentences.addAll(reply.notes());
        return sentences;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
