package dev.sightline.app.classes;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingQuery;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options: the tracklets that the system has recorded, newest first, to apply classes to. */
final class RecordedTracklets {
    @Option(
            names = "--recorded",
            description = "Apply them to the tracklets that the system has recorded, newest first, instead of crops.")
    private boolean recorded;

    @Option(names = "--site", paramLabel = "SITE", description = "With --recorded: only of this site.")
    private @Nullable String site;

    @Option(names = "--camera", paramLabel = "CAMERA", description = "With --recorded: only of this camera.")
    private @Nullable String camera;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "With --recorded: only from then on, such as 2026-05-01T08:00:00Z.")
    private @Nullable String since;

    @Option(
            names = "--limit",
            defaultValue = "1000",
            paramLabel = "N",
            description = "With --recorded: so many tracklets at most; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private ReasonOption reason;

    /** Whether recorded tracklets were asked for. */
    boolean wanted() {
        return recorded;
    }

    /** @throws UserError saying which option is wrong */
    void require() {
        if (recorded) {
            reason.required("--recorded looks at people who were recorded");
        }
        if (limit < 1) {
            throw new UserError("--limit is " + limit + "; allowed: 1 or more");
        }
        since();
    }

    /** Applies classes to them, after writing down who does and why. */
    void apply(ClassMembers members, Database database, Outcome outcome) {
        audit(members, database);
        List<List<String>> known = new ArrayList<>();
        List<UnitVector> people = new ArrayList<>();
        long others = 0;
        for (SightingView sighting : read(new SightingRepository(database), outcome)) {
            Optional<UnitVector> described = described(sighting, members.modelId());
            if (described.isPresent()) {
                known.add(List.of(
                        sighting.sightingId(),
                        sighting.identityId(),
                        sighting.cameraId(),
                        sighting.startTime().toString()));
                people.add(described.get());
            } else {
                others++;
            }
        }
        if (others > 0) {
            outcome.problems()
                    .add(new Problem(
                            "tracklets",
                            "other-model",
                            "not described by " + members.modelId() + ", which the classes are for; left out",
                            others,
                            "make the classes again for the model that describes people now"));
        }
        members.print("tracklets", List.of("tracklet", "identity", "camera", "began"), known, people, outcome);
        if (known.isEmpty() && others == 0) {
            outcome.say("Nobody was recorded there; look at 'sightline identities list'.");
        }
    }

    private static Optional<UnitVector> described(SightingView sighting, String model) {
        List<UnitVector> own = sighting.exemplars().stream()
                .filter(e -> e.modality() == Modality.MODALITY_PERSON)
                .map(ExemplarView::vector)
                .filter(vector -> vector.modelId().equals(model))
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(UnitVector.mean(own));
    }

    private List<SightingView> read(SightingRepository sightings, Outcome outcome) {
        List<SightingView> all = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.start());
        while (next.isPresent() && all.size() < limit) {
            Page<SightingView> page = sightings.newest(new SightingQuery(
                    Optional.ofNullable(site),
                    Optional.ofNullable(camera),
                    since(),
                    next.get(),
                    Math.min(Limit.MAX, limit - all.size())));
            all.addAll(page.items());
            next = page.next();
        }
        if (next.isPresent()) {
            outcome.say("Only the newest " + all.size() + " tracklets; there are more: --limit takes more of them.");
        }
        return all;
    }

    private Instant since() {
        if (since == null) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new UserError("--since " + since + " must be a UTC time such as 2026-05-01T08:00:00Z", e);
        }
    }

    private void audit(ClassMembers members, Database database) {
        String names = members.classes().stream().map(c -> c.name()).collect(Collectors.joining(", "));
        String detail = "camera=" + (camera == null ? "" : camera) + " since=" + (since == null ? "" : since);
        CommandAudit.in(database).did("classes.apply", names, site == null ? "" : site, reason.text(), detail);
    }
}
