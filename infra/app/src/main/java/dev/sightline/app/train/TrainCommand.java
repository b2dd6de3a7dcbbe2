package dev.sightline.app.train;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.settings.TrainerSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.platform.problem.UserError;
import dev.sightline.rollout.PromotionResult;
import dev.sightline.trainer.gate.GatePolicy;
import dev.sightline.trainer.gate.GateReadiness;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.publish.TrainingJob;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.report.RunReport;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.ForeignStart;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.start.StartingNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline train}: trains a descriptor network, writes a model package, and brings it into service if asked to. */
@Command(
        name = "train",
        description = {
            "Train a descriptor and write a model package with its scores, calibration and report. The same command in"
                    + " the",
            "same folder goes on where an interrupted run stopped."
        },
        footer = {
            "",
            "Examples:",
            "  sightline train --recipe person-strong --data mall=crops --hold-back last-50 --out run1",
            "  sightline train --recipe person-finetune --from person-sightline --data mall=list.csv --out run2",
            "  sightline train --recipe person-finetune --from person-sightline --from-self-labels --data tracklets"
                    + " --out run3",
            "  sightline train --recipe person-finetune --from vit.onnx --cut tokens --input size=128x256 --data"
                    + " mall=crops --out run5",
            "  sightline train --recipe person-finetune --from-labels --hold-back share=0.3 --promote-if-better --out"
                    + " run4"
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private TrainingData data;

    @Option(
            names = "--recipe",
            required = true,
            paramLabel = "R",
            description =
                    "One of person-strong, person-finetune, person-adapt, face-arcface, pairs-only, person-facenet,"
                            + " person-simclr, person-moco, person-autoencoder, person-context, or a YAML file.")
    private String recipe;

    @Option(
            names = "--change",
            paramLabel = "KEY=VALUE",
            description = "One value of the recipe, such as batch.people=8. May be repeated.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "Model id or package folder to start from, or any .onnx file, or a .yaml list of such files to be"
                            + " put side by side; by default the recipe's own network.")
    private @Nullable String from;

    @Mixin
    private ForeignOptions foreign;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path out;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the new model; by default the recipe's name.")
    private @Nullable String id;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "Version of the new model; by default the next one that no other network of this id has.")
    private @Nullable String version;

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description = "Let the gate compare the new model with this one on the test people.")
    private @Nullable String against;

    @Option(
            names = "--promote-if-better",
            description = {
                "Let the gate compare the new model with the one that serves, and if it passes, register it and let it"
                        + " take",
                "over while everything runs."
            })
    private boolean promote;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Recipe plan = Recipes.read(recipe, changes);
        data.refuseWhatIsNotLookedAt();
        refuseAnotherNetwork(plan);
        if (!promote && !data.needsInstallation()) {
            return run(options.load(), Optional.empty(), plan);
        }
        try (Installation installation = promote ? options.openRunning() : options.open()) {
            return run(installation.settings(), Optional.of(installation), plan);
        }
    }

    /** A model is learned on from as it stands, so the recipe's network is not made. */
    private void refuseAnotherNetwork(Recipe plan) {
        boolean stands = from != null && !foreign.names(from) && !plan.network().rebuild();
        changes.keySet().stream()
                .filter(key -> stands && (key.equals("network") || key.startsWith("network.")))
                .findFirst()
                .ifPresent(key -> {
                    throw new UserError("--change " + key + " says how a network is made, and " + from
                            + " is learned on from as it stands; leave it out, or give --change network.rebuild=true to make"
                            + " the recipe's network with what fits of its weights");
                });
    }

    private int run(SightlineSettings settings, Optional<Installation> installation, Recipe plan)
            throws IOException, InterruptedException {
        Outcome outcome = Outcome.of(spec, json);
        installation.filter(from -> data.needsInstallation()).ifPresent(this::note);
        Split split = data.split(settings, installation, plan, out, outcome);
        if ((promote || against != null) && split.test().isEmpty()) {
            throw new UserError(
                    "the gate needs people who do not train; hold some back, such as --hold-back share=0.3");
        }
        requireDecidable(split);
        data.keep(out);
        ModelCatalog models = ModelStorage.catalog(settings);
        String name = id == null ? plan.name() : id;
        String chosen = new NewVersion(
                        name,
                        models.list().stream().map(entry -> entry.manifest()).toList(),
                        NewVersion.madeBy(plan, out))
                .choose(version);
        StartingNetwork start = start(plan, models);
        TrainingJob.Outcome trained;
        try (TrainProgress progress = new TrainProgress(outcome.terminal())) {
            TrainingJob job = new TrainingJob(plan, start, split, compute(settings.trainer()));
            trained = job.run(out, name, chosen, progress);
        } catch (IOException e) {
            // A picture that is gone, a full disk: the message names the file and what to do.
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        describe(trained, outcome);
        if (promote || against != null) {
            follow(settings, installation, trained, split, outcome);
        }
        outcome.problems().addAll(trained.problems());
        return outcome.end();
    }

    /** What was recorded of people leaves the database for the run's folder. */
    private void note(Installation installation) {
        CommandAudit.in(installation.database())
                .did("model.train", id == null ? recipe : id, reason.text(), "from labels; folder " + out);
    }

    private StartingNetwork start(Recipe plan, ModelCatalog models) throws IOException {
        Optional<ForeignStart> without = foreign.start(from);
        if (without.isPresent()) {
            return without.get().start(plan).comparableWith(StartingNetworks.old(plan, models::resolve));
        }
        return from == null
                ? StartingNetworks.fresh(plan, models::resolve)
                : StartingNetworks.from(plan, models.resolve(from), models::resolve);
    }

    /** Said before hours of training: a gate that cannot decide promotes nothing. */
    private void requireDecidable(Split split) {
        GateReadiness readiness = GateReadiness.of(split, GatePolicy.defaults());
        boolean asked = promote || against != null && readiness.answerable() == 0;
        readiness.shortfall().filter(why -> asked).ifPresent(why -> {
            throw new UserError(why);
        });
    }

    private void follow(
            SightlineSettings settings,
            Optional<Installation> installation,
            TrainingJob.Outcome trained,
            Split split,
            Outcome outcome)
            throws IOException {
        TrainedPromotion promotion = new TrainedPromotion(settings, outcome);
        String champion = against != null
                ? against
                : promotion.champion(
                        installation.orElseThrow(), trained.manifest().task());
        outcome.terminal()
                .say("The gate compares " + trained.manifest().modelId() + " with " + champion + " on "
                        + split.test().size() + " pictures.");
        GateReport report = promotion.judge(
                champion,
                trained.folder(),
                split.test().stream().map(Crop::labeled).toList(),
                true);
        outcome.text(report.text()).field("gate", report.verdict().word());
        if (promote) {
            Optional<PromotionResult> result =
                    promotion.promoteIfPassed(installation.orElseThrow(), trained.folder(), report);
            outcome.field("promoted", result.isPresent())
                    .say(result.map(r -> "The new model is promoted and serves from " + r.switchTime() + " on.")
                            .orElse("The gate did not pass the new model; " + champion + " stays."));
        }
    }

    private static RunSettings compute(TrainerSettings settings) {
        int threads = settings.threads() > 0
                ? settings.threads()
                : Runtime.getRuntime().availableProcessors();
        return new RunSettings(settings.device(), threads, settings.pictureThreads());
    }

    private void describe(TrainingJob.Outcome trained, Outcome outcome) {
        trained.held()
                .ifPresent(score -> outcome.field("rank-1", score.cmc(1))
                        .field("mAP", score.map())
                        .field("judges", trained.judges())
                        .say(String.format(
                                Locale.ROOT,
                                "On the %d %s, rank-1 is %.3f and mAP %.3f.",
                                score.people(),
                                trained.judges(),
                                score.cmc(1),
                                score.map())));
        outcome.field("epoch", trained.epoch())
                .field("exportParity", trained.check().worst())
                .field("model", trained.manifest().modelId())
                .field("package", trained.folder().toString())
                .field("report", out.resolve(RunReport.PAGE).toString())
                .say(String.format(
                        Locale.ROOT,
                        "LibTorch and ONNX Runtime differ by at most %.1e.",
                        trained.check().worst()))
                .say("The package of " + trained.manifest().modelId() + " is in " + trained.folder() + ".")
                .say("The report is " + out.resolve(RunReport.PAGE) + ".");
    }
}
