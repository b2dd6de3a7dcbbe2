package dev.sightline.trainer.publish;

import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.run.CropDescriber;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingFailure;
import dev.sightline.trainer.run.Validation;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * Looks before a run starts for what would stop or spoil it hours later. What makes the run useless is refused with what is
 * missing and what to do; what it goes without is returned.
 */
final class ReadinessCheck {
    private static final long MEBIBYTE = 1L << 20;
    /** State, its successor, best network, package: each weights, the first two with moments and averages too. */
    private static final long COPIES = 12;

    private static final long BESIDES = 64 * MEBIBYTE;
    private static final String HOLD_OUT =
            "hold out more people, such as --hold-back share=0.3, or run sightline calibrate on the package";

    private static final int DESCRIBED = 32;
    /** Squared distance between descriptors of length 1 below which two crops count as described alike. */
    private static final double ALIKE = 1e-6;

    private final Recipe recipe;
    private final StartingNetwork start;
    private final Split split;

    ReadinessCheck(Recipe recipe, StartingNetwork start, Split split) {
        this.recipe = recipe;
        this.start = start;
        this.split = split;
    }

    /**
     * Checks everything, the cheap things first.
     *
     * @return what the run goes without
     * @throws IOException when the folder cannot be made or a picture not be read
     * @throws IllegalArgumentException when the data cannot be learned from, or the folder has no room
     * @throws TrainingFailure when the network to start from describes everybody alike
     */
    List<Problem> require(Path folder, RunSettings settings) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException("the run's folder " + folder + " cannot be written; name another");
        }
        requireDevice(settings.device());
        requireSpace(
                folder,
                COPIES * start.model().getSerializedSize() + BESIDES,
                Files.getFileStore(folder).getUsableSpace());
        if (!recipe.batch().unlabeled()) {
            requirePairs();
        }
        requireDifferentDescriptors(settings);
        return goneWithout();
    }

    /** Asked of LibTorch first: to use one that is not there it answers by a stack of its own code. */
    private static void requireDevice(String device) {
        if (!device.startsWith("cuda")) {
            return;
        }
        int devices = torch.cuda_is_available() ? torch_cuda.device_count() : 0;
        int wanted = device.equals("cuda") ? 0 : Integer.parseInt(device.substring("cuda:".length()));
        if (wanted >= devices) {
            throw new IllegalArgumentException("trainer.device is '" + device + "', but LibTorch finds "
                    + (devices == 0
                            ? "no CUDA device: set trainer.device=cpu, or build with the profile gpu (-Pgpu) and run on a"
                                    + " machine with an NVIDIA GPU and its driver"
                            : devices + " CUDA devices; allowed: cuda:0 to cuda:" + (devices - 1)));
        }
    }

    static void requireSpace(Path folder, long needed, long free) {
        if (free < needed) {
            throw new IllegalArgumentException("the run's folder " + folder + " has " + free / MEBIBYTE
                    + " MB free; checkpoints and package need about " + needed / MEBIBYTE
                    + " MB: free some space, or name a folder on another disk");
        }
    }

    /** Every loss but a classifier's compares two pictures of one person; of two views of one picture, none. */
    private void requirePairs() {
        Map<String, Integer> pictures = new HashMap<>();
        split.training().crops().forEach(c -> pictures.merge(c.identity(), 1, Integer::sum));
        long paired = pictures.values().stream().filter(count -> count > 1).count();
        if (paired < 2) {
            throw new IllegalArgumentException("of " + pictures.size() + " people to train on " + paired
                    + " have two pictures; a model learns from at least two such people: label more pictures or tracklets of"
                    + " one person, or hold out fewer");
        }
    }

    /** A network from scratch may describe everybody alike, one that was trained before must not. */
    private void requireDifferentDescriptors(RunSettings settings) throws IOException {
        if (start.brought().isEmpty()) {
            return;
        }
        Set<String> people = new HashSet<>();
        List<Crop> crops = split.training().crops().stream()
                .filter(c -> people.size() < DESCRIBED && people.add(c.identity()))
                .toList();
        Device device = new Device(settings.device());
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(start.model(), device)) {
            List<float[]> rows = new CropDescriber(new InputTensors(start.input()), device).raw(graph, crops);
            if (greatestDistance(rows) < ALIKE) {
                throw new TrainingFailure("the network to start from, " + start.parent()
                        + ", describes one crop of each of " + crops.size()
                        + " people alike. It was not trained, or the input that its model.json declares (size, mean, scale,"
                        + " color order) does not fit; start from another model");
            }
        }
    }

    private static double greatestDistance(List<float[]> rows) {
        double greatest = 0;
        for (float[] row : rows) {
            greatest = Math.max(greatest, distance(rows.get(0), row));
        }
        return greatest;
    }

    private static double distance(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return first == 0 || second == 0 ? 0 : 2 - 2 * product / Math.sqrt(first * second);
    }

    private List<Problem> goneWithout() {
        List<Problem> problems = new ArrayList<>();
        if (!split.validation().isEmpty() && !Validation.possible(split.validation())) {
            problems.add(problem(
                    "no-validation",
                    "none of the validation people has two pictures, so nobody chooses the best epoch and the last is kept",
                    "name more people with --validate, or none with --validate none"));
        }
        int patience = recipe.validation().patience();
        if (patience > 0 && recipe.epochs() > 0 && !Validation.possible(split.validation())) {
            problems.add(problem(
                    "no-early-stop",
                    "validation.patience is " + patience
                            + ", but there are no validation people to look at, so the run goes" + " through all "
                            + recipe.epochs() + " epochs",
                    "name some with --validate"));
        }
        Judges judges = Judges.of(split, recipe);
        if (judges.people() == 0) {
            problems.add(problem(
                    "no-scores",
                    "nobody is held out, so the package has no scores and no calibration and links nobody",
                    HOLD_OUT));
            return problems;
        }
        if (!Validation.possible(judges.crops())) {
            problems.add(problem(
                    "no-scores",
                    "none of the " + judges.people() + " " + judges.name()
                            + " has two pictures, so the package has no scores",
                    "hold out people with several pictures, such as a larger share"));
        }
        judges.calibration()
                .shortfall()
                .ifPresent(why -> problems.add(problem(
                        "no-calibration",
                        why + " among the " + judges.name() + ", so the package has no calibration and links nobody",
                        HOLD_OUT)));
        return problems;
    }

    private Problem problem(String kind, String what, String advice) {
        return Problem.of("data set " + split.snapshot().name(), kind, what, advice);
    }
}
