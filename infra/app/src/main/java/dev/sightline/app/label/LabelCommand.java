package dev.sightline.app.label;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.OperatorOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.feedback.Statement;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.platform.kafka.FeedbackTopic;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.PairList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline label}: says of two tracklets or crops that they show the same person, or two people. */
@Command(
        name = "label",
        description = {
            "Say of two tracklets that they show the same person, or two different people. The label goes to the",
            "feedback topic: the matcher obeys it at once and for ever, training uses it. Two that are the same: the",
            "identity of the first takes over the other's. Two that are different and have one identity: the first"
                    + " leaves",
            "it. A later label about a pair corrects an earlier one. Two crops are named by their address in the crop",
            "store, crop:....jpg; labels of crops are for training alone."
        },
        footer = {
            "",
            "Examples:",
            "  sightline label --site lobby --same north/1700000000000/t4 south/1700000000000/t2",
            "  sightline label --site lobby --different north/1700000000000/t4 north/1700000000000/t9 --by ada",
            "  sightline label --site lobby --import pairs.csv"
        },
        mixinStandardHelpOptions = true)
public final class LabelCommand implements Callable<Integer> {
    private static final String CROP = "crop:";

    @Mixin
    private SettingsOptions options;

    @ArgGroup(multiplicity = "1")
    private Said said = new Said();

    @Option(names = "--site", required = true, paramLabel = "SITE", description = "The site they were seen at.")
    private String site;

    @Mixin
    private OperatorOption who;

    @Mixin
    private ReasonOption reason;

    @Option(
            names = "--unchecked",
            description = "Write labels about tracklets and crops that this system has not recorded, too.")
    private boolean unchecked;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    private static final class Said {
        @Option(names = "--same", arity = "2", paramLabel = "ID", description = "Two that show the same person.")
        private @Nullable List<String> same;

        @Option(names = "--different", arity = "2", paramLabel = "ID", description = "Two that show two people.")
        private @Nullable List<String> different;

        @Option(
                names = "--import",
                paramLabel = "LIST",
                description = "CSV with the columns left,right,same: many pairs at once.")
        private @Nullable Path list;

        private List<LabeledPair> pairs() throws IOException {
            if (list != null) {
                return PairList.read(list, LabelSource.IMPORT);
            }
            List<String> two = same != null ? same : different;
            if (two == null || two.size() != 2) {
                throw new UserError(
                        "name two tracklets or crops, once: --same ID ID, --different ID ID or --import LIST");
            }
            return List.of(new LabeledPair(two.get(0), two.get(1), same != null, LabelSource.OPERATOR));
        }
    }

    @Override
    public Integer call() throws IOException {
        Ids.requireName("site", site);
        long now = clock.millis() * 1_000;
        List<LabeledPair> pairs = said.pairs();
        List<Feedback> statements =
                pairs.stream().map(pair -> feedback(pair, site, who.by(), now)).toList();
        Outcome outcome = Outcome.of(spec, json).field("labels", statements.size());
        try (Installation installation = options.open()) {
            installation.createTopics();
            if (!unchecked) {
                new RecordedSubjects(installation).require(site, pairs);
            }
            audit(CommandAudit.of(installation.settings(), outcome), pairs);
            new FeedbackTopic(installation.kafka()).put(statements);
            outcome.say("Wrote " + statements.size() + (statements.size() == 1 ? " label." : " labels."));
            TakesEffect.laterForMatcher(installation).ifPresent(outcome::say);
        }
        return outcome.end();
    }

    /** An entry a pair; a list is one. */
    private void audit(CommandAudit audit, List<LabeledPair> pairs) {
        Path list = said.list;
        if (list != null) {
            audit.did(
                    "label.add",
                    String.valueOf(list.getFileName()),
                    site,
                    reason.text(),
                    pairs.size() + " pairs of a list");
            return;
        }
        pairs.forEach(pair -> audit.did(
                "label.add", pair.left(), site, reason.text(), (pair.same() ? "same as " : "not ") + pair.right()));
    }

    static Feedback feedback(LabeledPair pair, String site, String by, long timeUs) {
        boolean crops = pair.left().startsWith(CROP);
        if (crops != pair.right().startsWith(CROP)) {
            throw new UserError("'" + pair.left() + "' and '" + pair.right()
                    + "' are a crop and a tracklet; a label is about two tracklets or two crops");
        }
        PairLabel.Builder label = PairLabel.newBuilder()
                .setSame(pair.same())
                .setSource(PairLabel.Source.valueOf("SOURCE_" + pair.source().name()));
        if (crops) {
            label.setCropUri(pair.left()).setOtherCropUri(pair.right());
        } else {
            label.setTrackletId(pair.left()).setOtherTrackletId(pair.right());
        }
        return new Statement(site, by, timeUs).of(label.build());
    }
}
