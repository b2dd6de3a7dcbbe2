package dev.sightline.trainer.publish;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.CalibrationReadiness;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.evaluate.retrieval.Retrieval;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.loss.VerificationHead;
import dev.sightline.trainer.network.MirrorImages;
import dev.sightline.trainer.recipe.LossPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.report.RunReport;
import dev.sightline.trainer.run.CropDescriber;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.ServedDescriptors;
import dev.sightline.trainer.run.TrainingFailure;
import dev.sightline.trainer.run.TrainingListener;
import dev.sightline.trainer.run.TrainingRun;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;

/**
 * From a recipe and labeled crops to a model package: train, export, compare with ONNX Runtime, judge and
 * calibrate by the test people, write. Everything lies in one folder; {@value #PACKAGE} in it is the package.
 */
public final class TrainingJob {
    /** Folder of the model package within the run's folder. */
    public static final String PACKAGE = "package";
    /** Scores on the test people (without any, on the validation people), within the package. */
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
     * @param epoch that was kept, counted from 1; 0 where nothing was trained
     * @param judges who judged it: the test people, or where there are none the validation people
     * @param held their score; empty when there is nobody, or nobody can be found again
     * @param problems what the package goes without, such as a calibration
     */
    public record Outcome(
            Path folder,
            ModelManifest manifest,
            ExportCheck check,
            int epoch,
            String judges,
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
        requireSameModel(folder, id);
        List<Problem> problems = new ReadinessCheck(recipe, start, split).require(folder, settings);
        if (Files.isDirectory(folder.resolve(PACKAGE))) {
            unfinished(folder.resolve(PACKAGE)); // An earlier run's, which this one replaces.
        }
        TrainingRun.Result trained = new TrainingRun(recipe, start, split, settings, folder).run(listener);
        Outcome made = publish(trained, folder, new Named(id, version), listener);
        return new Outcome(
                made.folder(), made.manifest(), made.check(), made.epoch(), made.judges(), made.held(), problems);
    }

    /** What the new model is called. */
    record Named(String id, String version) {
        String modelId() {
            return id + "@" + version;
        }
    }

    /** A folder has one model's package; under another name its files would lie beside it. */
    private static void requireSameModel(Path folder, String id) {
        Path file = folder.resolve(PACKAGE).resolve(ManifestJson.FILE);
        if (Files.exists(file)) {
            String there = ManifestJson.read(file).id();
            if (!there.equals(id)) {
                throw new IllegalArgumentException("folder " + folder + " holds the run of the model '" + there
                        + "', and now it is '" + id + "'; give --id " + there + ", or a folder of its own");
            }
        }
    }

    /** Checks, judges, calibrates and writes what a run ended with. */
    Outcome publish(TrainingRun.Result trained, Path folder, Named name, TrainingListener listener) throws IOException {
        ModelProto served = served(trained.model());
        ModelProto stored = recipe.packaging().halfWeights() ? HalfWeights.apply(served) : served;
        // Judged is what the package holds, mirror images, rounded weights and all.
        TrainingRun.Result result = new TrainingRun.Result(
                HalfWeights.restore(stored), trained.epochs(), trained.validationMap(), trained.beside());
        listener.said("Comparing LibTorch and ONNX Runtime on " + checked().size() + " crops.");
        ExportCheck check = ExportCheck.of(result.model(), stored, new InputTensors(start.input()), checked());
        if (!check.holds()) {
            throw new TrainingFailure("the exported network differs from the trained one by " + check.worst()
                    + " in ONNX Runtime, allowed is " + ExportCheck.TOLERANCE
                    + "; the run's state is kept, no package is written");
        }
        Judges judges = Judges.of(split, recipe);
        List<LabeledDescriptor> unseen = judged(result.model(), judges, name, listener);
        Retrieval retrieval = Retrieval.of(unseen, unseen);
        Optional<RetrievalScore> score = retrieval.answerable() ? Optional.of(retrieval.market()) : Optional.empty();
        TrainedPackage made =
                new TrainedPackage(name.id(), name.version(), task(), stored, start.input(), dimension(result.model()));
        ModelCard card = new ModelCard(recipe, start, split, result, check, new ModelCard.Judged(judges, score));
        Path target = folder.resolve(PACKAGE);
        ModelManifest manifest =
                bySite(write(made, target, calibrations(judges, unseen, listener), card), target, unseen);
        lineageFiles(folder, target);
        keepPairHead(trained, target);
        if (score.isPresent()) {
            Files.writeString(target.resolve(EVALUATION), Rendering.json(score.get()));
        }
        note(folder, result, check, score);
        listener.said("Writing the report.");
        report(folder, made, judges, unseen);
        Files.delete(target.resolve(ModelPackage.UNFINISHED));
        return new Outcome(target, manifest, check, result.epochs(), judges.name(), score, List.of());
    }

    /** The trained answer to "same or different?", where the recipe asks the question of descriptors. */
    private void keepPairHead(TrainingRun.Result trained, Path target) throws IOException {
        Files.deleteIfExists(target.resolve(PairHead.FILE));
        float[] weight = trained.beside().get(VerificationHead.WEIGHT);
        float[] bias = trained.beside().get(VerificationHead.BIAS);
        if (recipe.epochs() > 0 && weight != null && bias != null) {
            VerificationHead.Comparison by = recipe.losses().stream()
                    .filter(LossPlan.Verification.class::isInstance)
                    .map(loss -> ((LossPlan.Verification) loss).by())
                    .findFirst()
                    .orElseThrow();
            PairHead.write(PairHead.network(by, weight, bias[0]), target);
        }
    }

    private static ModelManifest write(TrainedPackage made, Path target, List<Calibration> calibrations, ModelCard card)
            throws IOException {
        unfinished(target);
        return made.write(target, calibrations, card.lineage(), card.terms(), card.text(made));
    }

    /** A calibrated model also gets the curves of the sites with enough people, by which the spread shows. */
    private static ModelManifest bySite(ModelManifest written, Path target, List<LabeledDescriptor> unseen) {
        if (written.calibrations().isEmpty()) {
            return written;
        }
        ModelManifest whole = written.withSiteCurves(new Calibrator(CalibrationPolicy.defaults())
                .bySite(written.id(), unseen, CalibrationReadiness.LEAST_PEOPLE));
        ManifestJson.write(whole, target.resolve(ManifestJson.FILE));
        return whole;
    }

    /** The whole recipe and the names of those held out, whose hashes the lineage has. */
    private void lineageFiles(Path folder, Path target) throws IOException {
        Files.writeString(target.resolve(TrainingRun.RECIPE), Recipes.yaml(recipe));
        Files.copy(
                folder.resolve(TrainingRun.SPLIT),
                target.resolve(TrainingRun.SPLIT),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The crops of those who judge, described by the network as it will serve.
     *
     * @throws TrainingFailure when it describes everybody alike
     */
    private List<LabeledDescriptor> judged(ModelProto model, Judges judges, Named name, TrainingListener listener)
            throws IOException {
        List<LabeledDescriptor> unseen = describe(
                model,
                judges.crops(),
                name.modelId(),
                (done, total) -> listener.working("Describing " + judges.name(), done, total));
        List<LabeledDescriptor> looked =
                judges.people() > 1 ? unseen : describe(model, trained(), name.modelId(), (done, total) -> {});
        ServedDescriptors.alike(looked).ifPresent(why -> {
            throw new TrainingFailure("as it is served, the network " + why
                    + ". While it learns, its normalization follows each batch; when it serves, the means over many, which"
                    + " do not fit. The run's state is kept, no package is written. Before the next try, in a folder of its"
                    + " own: raise batch.people, lower optimizer.rate to a third, train for more epochs or set average.decay"
                    + " lower; with epochs 0, start from another model");
        });
        return unseen;
    }

    /** A crop each of some who trained. */
    private List<Crop> trained() {
        Set<String> people = new HashSet<>();
        return split.training().crops().stream()
                .filter(c -> people.size() < CHECKED_CROPS && people.add(c.identity()))
                .toList();
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

    /** None where those who judge are too few; {@link ReadinessCheck} has said so before the training. */
    private static List<Calibration> calibrations(
            Judges judges, List<LabeledDescriptor> unseen, TrainingListener listener) {
        if (judges.calibration().shortfall().isPresent()) {
            return List.of();
        }
        listener.said("Calibrating on " + judges.people() + " " + judges.name() + ".");
        return new Calibrator(CalibrationPolicy.defaults()).calibrate(judges.name(), unseen);
    }

    @FunctionalInterface
    private interface Work {
        void done(int crops, int total);
    }

    private List<LabeledDescriptor> describe(ModelProto model, List<Crop> crops, String modelId, Work work)
            throws IOException {
        Device cpu = new Device("cpu");
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(model, cpu)) {
            return new CropDescriber(new InputTensors(start.input()), cpu, done -> work.done(done, crops.size()))
                    .labeled(graph, crops, modelId);
        }
    }

    private void report(Path folder, TrainedPackage made, Judges judges, List<LabeledDescriptor> unseen)
            throws IOException {
        Map<String, Path> pictures = new HashMap<>();
        judges.crops().forEach(c -> pictures.put(c.key(), c.path()));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("recipe", Recipes.tree(recipe));
        config.put("data", Map.of("snapshot", split.snapshot().hash(), "split", split.sentence()));
        RunReport.write(
                folder,
                new RunReport.Input(
                        made.id() + " " + made.version(),
                        config,
                        judges.people() > 1
                                ? Optional.of(new RunReport.Judged(judges.name(), unseen, pictures))
                                : Optional.empty()));
    }

    private static void note(Path folder, TrainingRun.Result result, ExportCheck check, Optional<RetrievalScore> held)
            throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(LogKeys.EVENT, "finished");
        event.put(LogKeys.EPOCH, result.epochs());
        event.put("export_difference", check.worst());
        held.ifPresent(score -> {
            event.put("rank1", score.cmc(1));
            event.put("map", score.map());
        });
        try (RunLog log = RunLog.open(folder)) {
            log.write(event);
        }
    }
}
