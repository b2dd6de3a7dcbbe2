package dev.sightline.trainer.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.loss.EmbeddingHealth;
import dev.sightline.trainer.optimize.NamedTensors;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.TrainingRun.Learner;
import dev.sightline.trainer.sample.HardNegatives;
import dev.sightline.trainer.split.SplitParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps on disk: {@value #STATE}, from which it goes on to the same numbers, and {@value #BEST}, the network
 * that found the validation people best. Both know the {@link RunIdentity} they belong to. One thread.
 */
final class RunFolder {
    static final String STATE = "state.ckpt";
    static final String BEST = "best.ckpt";

    private static final String TRAINEE = "trainee/";
    private static final String AVERAGE = "average/";
    private static final String HARD_NEGATIVES = "rivals";

    private final Path folder;
    private final RunIdentity identity;

    RunFolder(Path folder, RunIdentity identity) {
        this.folder = folder;
        this.identity = identity;
    }

    Path state() {
        return folder.resolve(STATE);
    }

    void save(Learner learner, Progress progress) throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        learner.trainee().state().forEach((name, tensor) -> all.put(TRAINEE + name, tensor));
        learner.average().state().forEach((name, tensor) -> all.put(AVERAGE + name, tensor));
        try (PointerScope scope = new PointerScope()) {
            progress.hardNegatives().ifPresent(hardNegatives -> all.put(HARD_NEGATIVES, tensor(hardNegatives)));
            Checkpoint.write(folder.resolve(STATE), notes(progress), all);
        }
    }

    /** Goes on from a saved state, when there is one, and keeps the recipe beside it. */
    void resume(Learner learner, Progress progress) throws IOException {
        if (Files.exists(folder.resolve(STATE))) {
            restore(learner, progress);
        }
        if (Files.exists(folder.resolve(BEST))) {
            try (PointerScope scope = new PointerScope()) {
                readBest(); // Another run's is refused now, not after the training.
            }
        }
        Files.writeString(folder.resolve(TrainingRun.RECIPE), Recipes.yaml(identity.recipe()));
        Files.writeString(folder.resolve(TrainingRun.SPLIT), json(identity.split()));
    }

    private void restore(Learner learner, Progress progress) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Checkpoint.Saved saved = Checkpoint.read(folder.resolve(STATE));
            ObjectNode notes = saved.notes();
            progress.epochs = notes.path("epochs").asInt();
            progress.plannedBefore = identity.require(folder, notes, progress.epochs);
            learner.trainee().restore(under(TRAINEE, saved.tensors()));
            learner.average().restore(under(AVERAGE, saved.tensors()));
            progress.bestMap = Double.parseDouble(notes.path("bestMap").asText("NaN"));
            progress.looks = notes.path("looks").asInt();
            progress.looksWithoutGain = notes.path("looksWithoutGain").asInt();
            for (var one : notes.withArray("health")) {
                progress.health.add(health(one.asText()));
            }
            Tensor hardNegatives = saved.tensors().get(HARD_NEGATIVES);
            progress.hardNegatives = hardNegatives == null ? null : hardNegatives(hardNegatives);
        }
    }

    void saveBest(Learner learner, Progress progress) throws IOException {
        Checkpoint.write(
                folder.resolve(BEST), notes(progress), learner.trainee().served());
    }

    /** The network a run ends with: the best one, or the last one's average where nobody chose one. */
    TrainingRun.Result result(Learner learner, Progress progress) throws IOException {
        if (!Files.exists(folder.resolve(BEST))) {
            learner.average().swap();
            ModelProto last = learner.trainee().graph().export();
            Map<String, float[]> beside = learner.trainee().beside();
            learner.average().swap();
            return new TrainingRun.Result(last, progress.epochs, Double.NaN, beside);
        }
        try (PointerScope scope = new PointerScope()) {
            Checkpoint.Saved best = readBest();
            NamedTensors.copy(best.tensors(), learner.trainee().served());
            return new TrainingRun.Result(
                    learner.trainee().graph().export(),
                    best.notes().path("epochs").asInt(),
                    Double.parseDouble(best.notes().path("bestMap").asText("NaN")),
                    learner.trainee().beside());
        }
    }

    private Checkpoint.Saved readBest() throws IOException {
        Checkpoint.Saved best = Checkpoint.read(folder.resolve(BEST));
        identity.require(folder, best.notes(), best.notes().path("epochs").asInt());
        return best;
    }

    private ObjectNode notes(Progress progress) {
        ObjectNode notes = new ObjectMapper().createObjectNode();
        notes.put("epochs", progress.epochs);
        notes.put("bestMap", Double.toString(progress.bestMap));
        notes.put("looks", progress.looks);
        notes.put("looksWithoutGain", progress.looksWithoutGain);
        identity.note(notes);
        ArrayNode health = notes.putArray("health");
        progress.health.forEach(h -> health.add(text(h)));
        return notes;
    }

    /** Who is in which part, for people and for the package. */
    private static String json(SplitParts split) throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(split) + "\n";
    }

    private static Map<String, Tensor> under(String prefix, Map<String, Tensor> all) {
        Map<String, Tensor> some = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                some.put(name.substring(prefix.length()), tensor);
            }
        });
        return some;
    }

    /** Doubles as text, because JSON has no word for what is no number. */
    private static String text(EmbeddingHealth h) {
        return h.activeTriplets() + " " + h.genuine() + " " + h.impostor() + " " + h.norm() + " " + h.scale() + " "
                + h.effectiveRank() + " " + h.people();
    }

    private static EmbeddingHealth health(String text) {
        double[] v =
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new EmbeddingHealth(v[0], v[1], v[2], v[3], v[4], v[5], (int) v[6]);
    }

    private static Tensor tensor(HardNegatives hardNegatives) {
        int widest = 1;
        for (int i = 0; i < hardNegatives.size(); i++) {
            widest = Math.max(widest, hardNegatives.of(i).length);
        }
        long[] flat = new long[hardNegatives.size() * widest];
        Arrays.fill(flat, -1);
        for (int i = 0; i < hardNegatives.size(); i++) {
            int[] own = hardNegatives.of(i);
            for (int j = 0; j < own.length; j++) {
                flat[i * widest + j] = own[j];
            }
        }
        return Tensor.create(flat, hardNegatives.size(), widest);
    }

    private static HardNegatives hardNegatives(Tensor tensor) {
        int widest = (int) tensor.size(1);
        long[] flat = new long[(int) tensor.numel()];
        new LongPointer(tensor.data_ptr_long()).get(flat);
        int[][] rows = new int[(int) tensor.size(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.stream(flat, i * widest, (i + 1) * widest)
                    .filter(place -> place >= 0)
                    .mapToInt(place -> (int) place)
                    .toArray();
        }
        return new HardNegatives(rows);
    }

    /** How far a run is. Mutable, of one run. */
    static final class Progress {
        int epochs;
        /** The epochs that the run was to have when it was saved; 0 for one that begins. */
        int plannedBefore;

        double bestMap = Double.NaN;
        /** Looks at the validation people, and how many of the last of them brought no gain. */
        int looks;

        int looksWithoutGain;
        final List<EmbeddingHealth> health = new ArrayList<>();

        @Nullable
        HardNegatives hardNegatives;

        Optional<HardNegatives> hardNegatives() {
            return Optional.ofNullable(hardNegatives);
        }
    }
}
