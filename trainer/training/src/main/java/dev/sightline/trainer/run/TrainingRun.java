package dev.sightline.trainer.run;

import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.loss.CombinedLoss;
import dev.sightline.trainer.optimize.WeightAverage;
import dev.sightline.trainer.recipe.LossPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.teach.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;

/**
 * One training run in one folder: {@value RunLog#FILE}, {@value RunFolder#STATE} after each epoch, {@value RunFolder#BEST} whenever the
 * validation people are found better than before. A run that finds a state in its folder goes on from it and ends with the
 * numbers of one that nothing disturbed. One thread, besides those that prepare pictures.
 */
public final class TrainingRun {
    /** The recipe with everything filled in, in the run's folder; the same run again. */
    public static final String RECIPE = "recipe.yaml";

    /** Who trains, who chooses the epoch and who is held out, by name, in the run's folder. */
    public static final String SPLIT = "split.json";

    private final Recipe recipe;
    private final StartingNetwork start;
    private final Split split;
    private final RunSettings settings;
    private final Path folder;

    public TrainingRun(Recipe recipe, StartingNetwork start, Split split, RunSettings settings, Path folder) {
        this.recipe = recipe;
        this.start = start;
        this.split = split;
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * The network a run ends with.
     *
     * @param model the start graph with the weights learned
     * @param epochs epochs behind it
     * @param validationMap mAP of the validation people; not a number when there are none
     * @param beside what losses keep beside the network, such as a pair head, by name
     */
    public record Result(ModelProto model, int epochs, double validationMap, Map<String, float[]> beside) {
        public Result {
            beside = Map.copyOf(beside);
        }
    }

    /**
     * Trains to the end, or goes on where an earlier call in the same folder stopped.
     *
     * @throws IOException naming the file, when a picture cannot be read or the folder not written
     * @throws TrainingFailure when learning went wrong; says what to change
     */
    public Result run(TrainingListener listener) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        torch.set_num_threads(settings.threads());
        Device device = new Device(settings.device());
        InputTensors inputs = new InputTensors(start.input());
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(start.model(), device);
                Teaching teachers = Teaching.of(start.teachers());
                RunLog log = RunLog.open(folder)) {
            BatchTeaching teaching = new BatchTeaching(
                    teachers,
                    recipe.learning().teachersSeeVaried(),
                    split.training().crops(),
                    device);
            int dimension = dimension(graph, inputs, device);
            List<float[]> gallery = start.compatibleWith().isEmpty()
                    ? List.of()
                    : OldGallery.people(start.compatibleWith().get(), split.training(), listener);
            CombinedLoss objective = objective(dimension, teaching, gallery);
            objective.move(device);
            try (TrainableNetwork trainee = new TrainableNetwork(
                            graph,
                            objective,
                            recipe,
                            start.brought(),
                            new TrainableNetwork.Rows(dimension, device, identities()));
                    WeightAverage average =
                            new WeightAverage(trainee.served(), recipe.average().decay())) {
                Learner learner = new Learner(trainee, average, new CropDescriber(inputs, device), teaching, device);
                return new TrainingLoop(recipe, split, runFolder(), learner, log).run(inputs, settings, listener);
            }
        }
    }

    private RunFolder runFolder() {
        return new RunFolder(folder, RunIdentity.of(recipe, start, split));
    }

    /** What a loop works with. */
    record Learner(
            TrainableNetwork trainee,
            WeightAverage average,
            CropDescriber descriptions,
            BatchTeaching teaching,
            Device device) {}

    /** Asked by losses over all identities alone. Labels of pairs, triplets and views number rows of a batch, not people. */
    private Identities identities() {
        boolean asked =
                recipe.batch().of().equals("people") && recipe.losses().stream().anyMatch(LossPlan::choosesAmongAll);
        return asked ? Identities.of(split.training()) : Identities.COMPLETE;
    }

    private CombinedLoss objective(int dimension, BatchTeaching teaching, List<float[]> gallery) {
        LossPlan.Size size = new LossPlan.Size(
                split.training().identities().size(),
                dimension,
                recipe.batch().of().equals("pairs"),
                teaching.taught(),
                start.input().height(),
                start.input().width(),
                gallery);
        List<CombinedLoss.Term> terms = new ArrayList<>();
        for (LossPlan plan : recipe.losses()) {
            terms.add(new CombinedLoss.Term(
                    plan.loss(size, recipe.seed() + terms.size()), plan.weight(), plan.fromEpoch()));
        }
        return new CombinedLoss(terms);
    }

    private int dimension(TorchGraph graph, InputTensors inputs, Device device) throws IOException {
        Crop first = split.training().crops().get(0);
        return new CropDescriber(inputs, device).raw(graph, List.of(first)).get(0).length;
    }
}
