package dev.sightline.app.label;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.OperatorOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.platform.kafka.FeedbackTopic;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.identity.IdentityQuery;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.label.IdentityStatements;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline identities list|show|merge|not|split}: who was seen, and corrections that hold for ever. */
@Command(
        name = "identities",
        description = {
            "Show who was seen, and correct what was linked wrongly. A correction goes to the feedback topic; the"
                    + " matcher",
            "obeys it at once and for ever, also in a replay and after a change of model, and training learns from it."
                    + " The",
            "opposite correction takes it back."
        },
        footer = {
            "",
            "Examples:",
            "  sightline identities list",
            "  sightline identities merge lobby/p3 lobby/p12",
            "  sightline identities not north/1700000000000/t9",
            "  sightline identities split lobby/p3 north/1700000000000/t9 south/1700000000000/t2"
        },
        mixinStandardHelpOptions = true)
public final class IdentitiesCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Command(
            description = "Show who was seen, the latest first.",
            footer = {"", "Example:", "  sightline identities list --limit 20"},
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many. Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            CommandAudit.in(database).did("identities.list", "newest " + limit, reason.text(), "");
            var page = new IdentityRepository(database).list(IdentityQuery.newest(limit));
            Table table = new Table("identity", "sightings", "cameras", "first seen", "last seen");
            for (IdentityView identity : page.items()) {
                table.row(
                        identity.identityId(),
                        identity.sightingCount(),
                        String.join(",", identity.cameraIds()),
                        identity.firstSeen().toString(),
                        identity.lastSeen().toString());
            }
            outcome.table("identities", table);
            if (table.isEmpty()) {
                outcome.say("Nobody was recorded yet.");
            } else if (page.next().isPresent()) {
                outcome.say("There are more: --limit shows up to 1000.");
            }
        }
        return outcome.end();
    }

    @Command(
            description = "Show where one identity was, and why each tracklet was linked to it.",
            footer = {"", "Example:", "  sightline identities show lobby/p3"},
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "ID", description = "The identity.") String identity,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            List<SightingView> seen = new SightingRepository(database).ofIdentity(identity);
            if (seen.isEmpty()) {
                throw new UserError("nothing is known of identity '" + identity
                        + "'; 'sightline identities list' shows those that are, and 'sightline explain --tracklet' what became"
                        + " of one that was merged");
            }
            CommandAudit.in(database).did("identity.view", identity, seen.get(0).siteId(), reason.text(), "");
            Table table = new Table("tracklet", "camera", "from", "until", "why");
            for (SightingView sighting : seen) {
                table.row(
                        sighting.sightingId(),
                        sighting.cameraId(),
                        sighting.startTime().toString(),
                        sighting.endTime().toString(),
                        sighting.evidence().getSummary());
            }
            outcome.table("sightings", table);
        }
        return outcome.end();
    }

    @Command(
            description = "Two identities are one person: the first stays and takes over the second.",
            footer = {"", "Example:", "  sightline identities merge lobby/p3 lobby/p12 --reason \"the same coat\""},
            mixinStandardHelpOptions = true)
    int merge(
            @Parameters(index = "0", paramLabel = "STAYS", description = "The identity that stays.") String stays,
            @Parameters(index = "1", paramLabel = "GOES", description = "The identity that it takes over.") String goes,
            @Mixin OperatorOption who,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Correction correction = new Correction("identity.merge", stays, reason.text(), "takes over " + goes);
        return say(json, correction, (identities, now) -> identities.merge(stays, goes, who.by(), now));
    }

    @Command(
            name = "not",
            description = "A tracklet is not the person whose identity it has: it gets another one.",
            footer = {"", "Example:", "  sightline identities not north/1700000000000/t9"},
            mixinStandardHelpOptions = true)
    int notThisPerson(
            @Parameters(paramLabel = "TRACKLET", description = "The tracklet.") String tracklet,
            @Mixin OperatorOption who,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Correction correction = new Correction("identity.not", tracklet, reason.text(), "is not " + tracklet);
        return say(json, correction, (identities, now) -> identities.notThisPerson(tracklet, who.by(), now));
    }

    @Command(
            description = "Some tracklets of an identity are one other person.",
            footer = {
                "",
                "Example:",
                "  sightline identities split lobby/p3 north/1700000000000/t9 south/1700000000000/t2"
            },
            mixinStandardHelpOptions = true)
    int split(
            @Parameters(index = "0", paramLabel = "ID", description = "The identity.") String identity,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TRACKLET", description = "What is not its own.")
                    List<String> tracklets,
            @Mixin OperatorOption who,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Correction correction = new Correction("identity.split", identity, reason.text(), "without " + tracklets);
        return say(json, correction, (identities, now) -> identities.split(identity, tracklets, who.by(), now));
    }

    /**
     * As the audit log says it.
     *
     * @param object an identity, or a tracklet that stands for the identity it has
     */
    private record Correction(String action, String object, String reason, String detail) {
        private String identity(SightingRepository sightings) {
            return sightings.find(object).map(SightingView::identityId).orElse(object);
        }
    }

    private int say(JsonOption json, Correction correction, BiFunction<IdentityStatements, Long, List<Feedback>> what) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            Database database = installation.database();
            SightingRepository sightings = new SightingRepository(database);
            List<Feedback> said = what.apply(
                    new IdentityStatements(sightings, new LabelRepository(database)), clock.millis() * 1_000);
            CommandAudit.in(database)
                    .did(
                            correction.action(),
                            correction.identity(sightings),
                            said.get(0).getSiteId(),
                            correction.reason(),
                            correction.detail());
            new FeedbackTopic(installation.kafka()).put(said);
            outcome.field("statements", said.size())
                    .say("Wrote " + said.size() + (said.size() == 1 ? " statement." : " statements."));
            TakesEffect.laterForMatcher(installation).ifPresent(outcome::say);
        }
        return outcome.end();
    }
}
