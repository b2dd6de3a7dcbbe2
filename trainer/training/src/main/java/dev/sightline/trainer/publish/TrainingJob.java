package dev.sightline.trainer.publish;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.network.MirrorImages;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.report.RunReport;
import dev.sightline.trainer.run.CropDescriber;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingFailure;
import dev.sightline.trainer.run.TrainingListener;
import dev.sightline.trainer.run.TrainingRun;
import dev.sightline.trainer.run.Validation;
import dev.sightline.trainer.snapshot.Coverage;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;

/**
 * From a recipe and labeled crops to a model package: train, export, compare with ONNX Runtime, judge on the people held
 * back, calibrate, write. Everything lies in one folder; {@value #PACKAGE} in it is the package.
 */
public final class TrainingJob {
    /** Folder of the model package within the run's folder. */
    public static final String PACKAGE = "package";
    /** Scores on the people held back, within the package. */
    public static final String EVALUATION = "evaluation.json";

    private static final int CHECKED_CROPS = 32;

    private final Recipe recipe;
    private final StartingNetwork start;
    private final Split split;
    private final RunSettings settings;

    public TrainingJob(Recipe recipe, StartingNetwork start, Split split, RunSettings settings) {
        this.recipe = recipe;
        this.start = start;
        this.split = split;
        this.settings = settings;
    }

    /**
     * What a job made.
     *
     * @param folder of the package
     * @param manifest of the package
     * @param check LibTorch against ONNX Runtime
     * @param held on the people held out for the test; empty when nobody was, or nobody can be found again
     * @param problems what the package goes without, such as a calibration
     */
    public record Outcome(
            Path folder,
            ModelManifest manifest,
            ExportCheck check,
            Optional<RetrievalScore> held,
            List<Problem> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Runs the whole job, or goes on with it.
     *
     * @param id and {@code version} of the new model
     * @throws IOException when a picture cannot be read or the folder not written
     * @throws TrainingFailure when learning went wrong
     */
    public Outcome run(Path folder, String id, String version, TrainingListener listener)
            throws IOException, InterruptedException {
        served(start.model()); // A network that takes no mirror images is found out before the work, not after it.
        List<Problem> problems = new ReadinessCheck(start, split).require(folder, settings);
        if (Files.isDirectory(folder.resolve(PACKAGE))) {
            unfinished(folder.resolve(PACKAGE)); // An earlier run's, which this one replaces.
        }
        Outcome made =
                publish(new TrainingRun(recipe, start, split, settings, folder).run(listener), folder, id, version);
        return new Outcome(made.folder(), made.manifest(), made.check(), made.held(), problems);
    }

    /** Checks, judges, calibrates and writes what a run ended with. */
    Outcome publish(TrainingRun.Result trained, Path folder, String id, String version) throws IOException {
        ModelProto served = served(trained.model());
        ModelProto stored = recipe.packaging().halfWeights() ? HalfWeights.apply(served) : served;
        // Judged is what the package holds, mirror images, rounded weights and all.
        TrainingRun.Result result =
                new TrainingRun.Result(HalfWeights.restore(stored), trained.epochs(), trained.validationMap());
        InputTensors inputs = new InputTensors(start.input());
        ExportCheck check = ExportCheck.of(result.model(), stored, inputs, checked());
        if (!check.holds()) {
            throw new TrainingFailure("the exported network differs from the trained one by " + check.worst()
                    + " in ONNX Runtime, allowed is " + ExportCheck.TOLERANCE
                    + "; the run's state is kept, no package is written");
        }
        List<Crop> held = Stream.concat(split.validation().stream(), split.test().stream())
                .toList();
        List<LabeledDescriptor> unseen = describe(result.model(), inputs, held, id + "@" + version);
        List<LabeledDescriptor> test = unseen.subList(split.validation().size(), unseen.size());
        Optional<RetrievalScore> score =
                Validation.possible(split.test()) ? Optional.of(Validation.score(test)) : Optional.empty();
        TrainedPackage made = new TrainedPackage(id, version, task(), stored, start.input(), dimension(result.model()));
        Path target = folder.resolve(PACKAGE);
        unfinished(target);
        ModelCard card = new ModelCard(recipe, start, split, result, check, score);
        ModelManifest manifest =
                made.write(target, calibrations(held, unseen), card.lineage(), ModelCard.terms(start), card.text(made));
        if (score.isPresent()) {
            Files.writeString(target.resolve(EVALUATION), Rendering.json(score.get()));
        }
        note(folder, result, check, score);
        report(folder, made, unseen);
        Files.delete(target.resolve(ModelPackage.UNFINISHED));
        return new Outcome(target, manifest, check, score, List.of());
    }

    /** Marks a package, so that nobody registers it when the job stops before its end. */
    private static void unfinished(Path target) throws IOException {
        Files.createDirectories(target);
        Files.writeString(
                target.resolve(ModelPackage.UNFINISHED),
                "The training that writes this package has not finished. Run it again to finish it.\n");
    }

    private ModelProto served(ModelProto trained) {
        return recipe.packaging().mirrorImages() || start.mirrorImages() ? MirrorImages.summed(trained) : trained;
    }

    private ModelTask task() {
        return recipe.faces() ? ModelTask.FACE_DESCRIPTOR : ModelTask.PERSON_DESCRIPTOR;
    }

    private List<Path> checked() {
        List<Crop> crops = split.test().isEmpty() ? split.training().crops() : split.test();
        return crops.stream().limit(CHECKED_CROPS).map(Crop::path).toList();
    }

    private static int dimension(ModelProto model) {
        var output = model.getGraph().getOutputList().stream()
                .filter(o -> o.getName().equals(TorchGraph.DESCRIPTOR))
                .findFirst()
                .orElse(model.getGraph().getOutput(0));
        return (int) output.getType().getTensorType().getShape().getDim(1).getDimValue();
    }

    /** Distractors are nobody, so they do not calibrate; they stay in the gallery of the test. */
    private static List<Calibration> calibrations(List<Crop> crops, List<LabeledDescriptor> unseen) {
        List<LabeledDescriptor> people = unseen.stream()
                .filter(c -> !c.identity().equals(Label.DISTRACTOR))
                .toList();
        return Coverage.calibrates(crops)
                ? new Calibrator(CalibrationPolicy.defaults()).calibrate("held back", people)
                : List.of();
    }

    private static List<LabeledDescriptor> describe(
            ModelProto model, InputTensors inputs, List<Crop> crops, String modelId) throws IOException {
        Device cpu = new Device("cpu");
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(model, cpu)) {
            return new CropDescriber(inputs, cpu).labeled(graph, crops, modelId);
        }
    }

    private void report(Path folder, TrainedPackage made, List<LabeledDescriptor> unseen) throws IOException {
        Map<String, Path> pictures = new HashMap<>();
        Stream.concat(split.validation().stream(), split.test().stream()).forEach(c -> pictures.put(c.key(), c.path()));
        boolean judged =
                unseen.stream().map(LabeledDescriptor::identity).distinct().count() > 1;
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("recipe", Recipes.tree(recipe));
        config.put("data", Map.of("snapshot", split.snapshot().hash(), "split", split.sentence()));
        RunReport.write(
                folder,
                new RunReport.Input(
                        made.id() + " " + made.version(),
                        config,
                        judged
                                ? Optional.of(new RunReport.Judged("people held back", unseen, pictures))
                                : Optional.empty()));
    }

    private static void note(Path folder, TrainingRun.Result result, ExportCheck check, Optional<RetrievalScore> held)
            throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(LogKeys.EVENT, "finished");
        event.put(LogKeys.EPOCH, result.epochs());
        event.put("export_difference", check.worst());
        held.ifPresent(score -> {
            event.put("test_rank1", score.cmc(1));
            event.put("test_map", score.map());
        });
        try (RunLog log = RunLog.open(folder)) {
            log.write(event);
        }
    }
}
