package dev.sightline.app.search;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Json;
import dev.sightline.console.api.Repositories;
import dev.sightline.console.api.SearchDesk;
import dev.sightline.console.api.SearchDesk.SearchReply;
import dev.sightline.console.api.SearchWish;
import dev.sightline.console.api.SearchWish.People;
import dev.sightline.console.api.Searching;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.words.PersonWords;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureHeader;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.sighting.SightingRepository;
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
import java.util.TreeSet;
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
            "Find out whether somebody has ever been here, by a photo, by somebody who was recorded, or by words. Each"
                    + " result has",
            "the probability that it is the one looked for, and how many strangers would look as alike, or fit the"
                    + " words as",
            "well, among those compared."
        },
        footer = {
            "",
            "Examples:",
            "  sightline search --photo ada.jpg --reason \"missing since Monday\"",
            "  sightline search --identity lobby/p3 --camera north --since 2026-05-01T00:00:00Z --reason \"case 17\""
                    + " --json",
            "  sightline search --words \"a woman in a red coat\" --since 2026-05-01T00:00:00Z --reason \"case 18\""
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

    @Option(
            names = "--words",
            paramLabel = "TEXT",
            description = {
                "What the person looks like, in English: clothes, colors, hair and what is carried. Read by the"
                        + " package",
                "of models.words."
            })
    private @Nullable String words;

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

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        Outcome outcome = Outcome.of(spec, json);
        try {
            SearchReply reply = search(wish());
            outcome.fields(new String(Json.bytes(reply), StandardCharsets.UTF_8));
            outcome.table("results", SearchText.table(reply));
            SearchText.sentences(reply, words != null).forEach(outcome::say);
            outcome.problems().addAll(SearchText.problems(reply));
        } catch (ApiProblem e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        return outcome.end();
    }

    /** @param wish checked before anything is opened for it */
    private SearchReply search(SearchWish wish) {
        try (Installation installation = options.open()) {
            Database database = installation.database();
            requirePlaces(installation, new SightingRepository(database));
            SightingSearch index = installation.indexing().asked();
            Repositories data = new Repositories(database, installation.crops());
            AuditTrail audit = new AuditTrail(new AuditLog(database, clock), clock);
            if (photo == null) {
                return new SearchDesk(data, installation.searching(index), audit, clock).search(caller(), wish);
            }
            try (EmbedderModels models = installation.enrolModels()) {
                Searching searching = installation.searching(index, Optional.of(models));
                return new SearchDesk(data, searching, audit, clock).search(caller(), wish);
            }
        }
    }

    /** Nobody is found where there is no camera: a name that was mistyped would read like an answer. */
    private void requirePlaces(Installation installation, SightingRepository sightings) {
        if (sites.isEmpty() && cameras.isEmpty()) {
            return;
        }
        Set<String> knownSites = new TreeSet<>(sightings.sites());
        Set<String> knownCameras = new TreeSet<>(sightings.cameras());
        new CompactedTopic<>(installation.kafka(), Topics.CAMERAS)
                .read()
                .values()
                .forEach(camera -> {
                    knownSites.add(camera.getSiteId());
                    knownCameras.add(camera.getCameraId());
                });
        sites.forEach(site -> Known.require("site", site, knownSites));
        cameras.forEach(camera -> Known.require("camera", camera, knownCameras));
    }

    /** Who may read the data folder may read everything in it. */
    private static Caller caller() {
        return new Caller(CommandAudit.actor(), Role.ENGINEER, Scope.ALL, "command", Optional.empty());
    }

    private SearchWish wish() throws IOException {
        String why = reason.required("a search looks at people who were recorded");
        SearchWish.Subject subject = subject();
        try {
            Scope where = Scope.of(Set.copyOf(sites), Set.copyOf(cameras));
            SearchWish.Among among =
                    new SearchWish.Among(where, time("--since", since), time("--until", until), people());
            return new SearchWish(subject, among, why);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private SearchWish.Subject subject() throws IOException {
        List<SearchWish.Subject> given = new ArrayList<>();
        if (photo != null) {
            given.add(photo(photo));
        }
        Optional.ofNullable(identity).map(SearchWish.Subject.Identity::new).ifPresent(given::add);
        Optional.ofNullable(picture).map(SearchWish.Subject.Crop::new).ifPresent(given::add);
        if (words != null) {
            PersonWords.checked(words);
            given.add(new SearchWish.Subject.Words(words));
        }
        if (given.size() != 1) {
            throw new UserError("name one of --photo, --identity, --picture and --words");
        }
        return given.get(0);
    }

    private SearchWish.Subject photo(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        SearchWish.Subject photo = new SearchWish.Subject.Photo(bytes, Optional.ofNullable(person));
        try {
            PictureHeader.read(bytes);
        } catch (BrokenPicture e) {
            throw new UserError("photo " + file + ": " + e.reason(), e);
        }
        return photo;
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
}
