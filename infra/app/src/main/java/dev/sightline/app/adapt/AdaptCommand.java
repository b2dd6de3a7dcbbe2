package dev.sightline.app.adapt;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.evaluate.CropDescribing;
import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.ScheduledAdaptation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.train.NewVersion;
import dev.sightline.app.train.TrainProgress;
import dev.sightline.app.train.TrainedPromotion;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.rollout.PromotionResult;
import dev.sightline.trainer.adapt.AdaptPolicy;
import dev.sightline.trainer.adapt.ObservedSite;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.SiteGate;
import dev.sightline.trainer.gate.Verdict;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.split.TrainedPeople;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline adapt}: lets the person descriptor learn on at a site, without a label. */
@Command(
        name = "adapt",
        description = {
            "Let the person descriptor that serves learn on from what it sees at a site: tracklets, people who were"
                    + " there at",
            "one time, and clear links between cameras. People's labels come first. What comes out is judged on people"
                    + " of",
            "the site who were kept apart and on old sites; only a gain that is no chance takes over, while everything"
                    + " runs."
        },
        footer = {
            "",
            "Examples:",
            "  sightline adapt --site lobby --old-data mall=mall.snapshot",
            "  sightline adapt --data lobby=tracklets.csv --model person-sightline --out run1",
            "It goes back with: sightline models rollback"
        },
        mixinStandardHelpOptions = true)
public final class AdaptCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    private SettingsOptions options;

    @Mixin
    private AdaptData data;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The model that learns on; by default the one that serves.")
    private @Nullable String model;

    @Option(
            names = "--old-data",
            paramLabel = "[SITE=]PATH",
            description = "Labeled data of old sites, in place of adapt.old-data. May be repeated.")
    private List<String> oldData = List.of();

    @Option(
            names = "--old-hold-back",
            paramLabel = "PEOPLE",
            description = "Who of the old data judges, in place of adapt.old-hold-back.")
    private @Nullable String oldHoldBack;

    @Option(
            names = "--change",
            paramLabel = "KEY=VALUE",
            description = "One value of the recipe person-adapt, such as epochs=3. May be repeated.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run; by default adapt/ in the data folder, by site and time.")
    private @Nullable Path out;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Id of the new model; by default the serving one's and the site's.")
    private @Nullable String id;

    @Option(
            names = "--no-promote",
            description = "Judge and report alone; what passes can be registered and promoted by hand.")
    private boolean judgeOnly;

    @Option(
            names = "--offer",
            description = "Register what too few people can judge as challenger, for people to promote with a reason.")
    private boolean offer;

    @Option(
            names = "--scheduled",
            description = "Adapt all sites each adapt.every until stopped, as a service of its own on a cluster.")
    private boolean scheduled;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseWhatIsNotLookedAt();
        if (scheduled) {
            return ScheduledAdaptation.run(options, spec);
        }
        Outcome outcome = Outcome.of(spec, json);
        if (!data.recorded()) {
            SightlineSettings settings = options.load();
            ObservedSite site = data.files();
            report(adapt(settings, site, configured(settings), folder(settings, site), outcome), outcome);
            return outcome.end();
        }
        try (Installation installation = judgeOnly ? options.open() : options.openRunning()) {
            SightlineSettings settings = installation.settings();
            Path aside = installation.dataFolder().resolve("adapt").resolve("crops");
            ObservedSite site = data.recorded(installation, installation.database(), aside, outcome.problems());
            String champion = model != null
                    ? model
                    : new TrainedPromotion(settings, outcome).champion(installation, ModelTask.PERSON_DESCRIPTOR);
            CommandAudit.in(installation.database())
                    .did("model.adapt", champion, site.name(), reason.text(), judgeOnly ? "not to be promoted" : "");
            AdaptReport report = adapt(settings, site, champion, folder(settings, site), outcome);
            report(report, outcome);
            if (!judgeOnly && report.refused().isEmpty()) {
                promote(installation, report, outcome);
            }
        }
        return outcome.end();
    }

    private void refuseWhatIsNotLookedAt() {
        List<String> other = Stream.of(
                        "--site",
                        "--data",
                        "--pairs",
                        "--links",
                        "--play-tracklets",
                        "--model",
                        "--old-data",
                        "--old-hold-back",
                        "--change",
                        "--out",
                        "--id",
                        "--no-promote",
                        "--offer")
                .filter(name -> spec.commandLine().getParseResult().hasMatchedOption(name))
                .toList();
        if (scheduled && !other.isEmpty()) {
            throw new UserError("--scheduled adapts every site as the settings say (adapt.*); leave out "
                    + String.join(", ", other));
        }
        if (offer && (judgeOnly || other.contains("--data"))) {
            throw new UserError("--offer registers a model of what was recorded; leave it out with "
                    + (judgeOnly ? "--no-promote" : "--data") + ", which registers nothing");
        }
    }

    private AdaptReport adapt(
            SightlineSettings settings, ObservedSite site, String champion, Path folder, Outcome outcome)
            throws IOException, InterruptedException {
        ModelCatalog models = ModelStorage.catalog(settings);
        AdaptPolicy policy = AdaptPolicy.defaults().frozen(settings.adapt().frozenShare());
        OldSites old = OldSites.read(
                oldData.isEmpty() ? settings.adapt().oldData().orElse(List.of()) : oldData,
                oldHoldBack != null ? oldHoldBack : settings.adapt().oldHoldBack(),
                policy.seed(),
                models.beside(champion, TrainedPeople.FILE).map(json -> TrainedPeople.read(json, champion)));
        String name = name(models, champion, site);
        String version = new NewVersion(
                        name,
                        models.list().stream().map(entry -> entry.manifest()).toList(),
                        Optional.empty())
                .choose(null);
        SiteAdaptation.Plan plan = new SiteAdaptation.Plan(
                champion, name, version, folder, settings.adapt().rounds(), changes);
        AdaptReport report;
        try (TrainProgress progress = new TrainProgress(outcome.terminal())) {
            SiteAdaptation.Tools tools = new SiteAdaptation.Tools(
                    models,
                    (which, crops) -> new CropDescribing(settings, which, true).describe(crops, outcome),
                    compute(settings),
                    progress,
                    outcome);
            report = new SiteAdaptation(tools, plan, policy, old).run(site);
        }
        report.write(folder);
        outcome.field("report", folder.resolve(AdaptReport.JSON).toString());
        return report;
    }

    private static RunSettings compute(SightlineSettings settings) {
        int threads = settings.trainer().threads() > 0
                ? settings.trainer().threads()
                : Runtime.getRuntime().availableProcessors();
        return new RunSettings(
                settings.trainer().device(), threads, settings.trainer().pictureThreads());
    }

    private String configured(SightlineSettings settings) {
        return model != null ? model : settings.embedder().personDescriptor();
    }

    private String name(ModelCatalog models, String champion, ObservedSite site) {
        if (id != null) {
            return id;
        }
        String own = models.verify(champion).manifest().id();
        String suffix = "-at-" + site.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        return own.endsWith(suffix) ? own : own.replaceFirst("-at-.*$", "") + suffix;
    }

    private Path folder(SightlineSettings settings, ObservedSite site) {
        return out != null
                ? out
                : DataFolder.of(settings)
                        .path()
                        .resolve("adapt")
                        .resolve(site.name() + "-"
                                + STAMP.format(Clock.systemUTC().instant()));
    }

    /**
     * What was refused is a problem, and so is a site too small to judge on. That nothing better was found is none: the
     * model that serves may be as good as can be.
     */
    private static void report(AdaptReport report, Outcome outcome) {
        outcome.text(report.text());
        report.facts().forEach(outcome::field);
        String where = "site " + report.site();
        report.refused()
                .ifPresent(why -> outcome.problems()
                        .add(Problem.of(where, "adaptation-refused", why, "the model that serves stays")));
        GateReport gate = report.gate().orElse(null);
        if (gate == null || gate.verdict() instanceof Verdict.Passed) {
            return;
        }
        boolean tooFew = gate.checks().stream().anyMatch(c -> c.name().equals(SiteGate.PEOPLE));
        String why = "the adapted model is " + gate.verdict().word() + ": "
                + String.join("; ", gate.verdict().reasons());
        if (tooFew || gate.verdict() instanceof Verdict.Refused) {
            outcome.problems()
                    .add(Problem.of(
                            where,
                            "adaptation-not-better",
                            why,
                            "the model that serves stays; let the site record for longer, or read the report"));
        } else {
            outcome.say("No gain is shown, so the model that serves stays.");
        }
    }

    private void promote(Installation installation, AdaptReport report, Outcome outcome) {
        if (report.challenger().isEmpty() || report.gate().isEmpty()) {
            return;
        }
        TrainedPromotion promotion = new TrainedPromotion(installation.settings(), outcome);
        Path challenger = report.challenger().orElseThrow();
        GateReport gate = report.gate().orElseThrow();
        try {
            if (offer && gate.verdict() instanceof Verdict.Inconclusive) {
                String model = promotion.register(installation, challenger);
                outcome.field("registered", model);
                outcome.say("The adapted model is registered as challenger " + model
                        + ". Who knows better may promote it: page Models, or sightline models promote " + model
                        + " --force \"why\".");
                return;
            }
            if (!installation.settings().adapt().promote()) {
                return;
            }
            Optional<PromotionResult> result = promotion.promoteIfPassed(installation, challenger, gate);
            outcome.field("promoted", result.isPresent());
            result.ifPresent(r -> outcome.say("The adapted model is promoted and serves from " + r.switchTime()
                    + " on. Back: sightline models rollback."));
        } catch (UserError e) {
            outcome.problems()
                    .add(Problem.of(
                            "site " + report.site(),
                            "not-promoted",
                            "the adapted model passed and was not promoted: " + e.getMessage(),
                            "put it right and run sightline models promote"));
        }
    }
}
