package dev.sightline.app.evaluate;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.evaluate.drift.DriftEvaluation;
import dev.sightline.trainer.evaluate.drift.DriftScore;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline evaluate drift}: whether descriptors and scores are distributed as they were. */
@Command(
        name = "drift",
        description = {
            "Compare what a model makes of crops from now with what it made of crops from before, camera by camera: stability",
            "index (PSI) and Kolmogorov-Smirnov statistic of descriptors and of scores. No labels are needed. A camera beyond",
            "the limit is a problem, and the exit status 3: calibrate again, or adapt."
        },
        footer = {
            "",
            "Example:",
            "  sightline evaluate drift --model person-sightline --before mall=spring.csv --now mall=autumn.csv"
        },
        mixinStandardHelpOptions = true)
final class DriftCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String model;

    @Option(
            names = "--before",
            required = true,
            paramLabel = "SITE=PATH",
            description = "Crops that the model was calibrated on: a list, a folder or a snapshot. May be repeated.")
    private List<String> before;

    @Option(
            names = "--now",
            required = true,
            paramLabel = "SITE=PATH",
            description = "Crops to compare with them; cameras go by SITE/CAMERA. May be repeated.")
    private List<String> now;

    @Option(
            names = "--limit",
            paramLabel = "PSI",
            defaultValue = "0.25",
            description = "Index above which a camera counts as drifted; default: ${DEFAULT-VALUE}.")
    private double limit;

    @Option(names = "--aligned", description = "Faces are aligned already.")
    private boolean aligned;

    @Mixin
    private EvaluationOutput output;

    @Override
    public Integer call() throws IOException {
        if (!(limit > 0)) {
            throw new UserError("--limit is " + limit + "; allowed: above 0, such as 0.25");
        }
        Outcome outcome = output.begin();
        DriftScore score = DriftEvaluation.defaults()
                .withLimit(limit)
                .evaluate(described("before", before, outcome), described("now", now, outcome));
        for (String camera : score.drifted()) {
            outcome.problems()
                    .add(
                            Problem.of(
                                    "camera " + camera,
                                    "drift",
                                    "descriptors or scores of " + model + " are no longer distributed as before",
                                    "look at its pictures, then calibrate again on crops from now, or adapt the model to them"));
        }
        for (String camera : score.leftOut()) {
            outcome.problems()
                    .add(Problem.of(
                            "camera " + camera,
                            "not-compared",
                            "too few crops to say whether it drifted",
                            "give at least " + DriftEvaluation.defaults().least()
                                    + " crops of it in --before and --now"));
        }
        return EvaluationOutput.end(outcome, score);
    }

    private List<LabeledDescriptor> described(String name, List<String> sources, Outcome outcome) throws IOException {
        Snapshot snapshot = Snapshots.take(
                name,
                sources.stream().map(d -> DataSource.parse(d, Optional.empty())).toList());
        outcome.problems().addAll(snapshot.problems());
        List<LabeledCrop> crops = snapshot.crops().stream().map(Crop::labeled).toList();
        return new CropDescribing(settings.load(), model, aligned).describe(crops, outcome);
    }
}
