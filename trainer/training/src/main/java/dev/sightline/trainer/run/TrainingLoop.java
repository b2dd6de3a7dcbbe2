package dev.sightline.trainer.run;

import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.batch.BatchFeed;
import dev.sightline.trainer.batch.BatchPictures;
import dev.sightline.trainer.batch.EpochBatches;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.loss.CollapseGuard;
import dev.sightline.trainer.loss.EmbeddingHealth;
import dev.sightline.trainer.mine.HardNegativeSearch;
import dev.sightline.trainer.mine.SuspectedPairs;
import dev.sightline.trainer.optimize.Schedule;
import dev.sightline.trainer.recipe.MiningPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.run.TrainingRun.Learner;
import dev.sightline.trainer.sample.LabeledBatch;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.split.TrainingSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The epochs of a run: search hard negatives, learn, look, save. One thread. */
final class TrainingLoop {
    private static final long EPOCH_SEED = 0x9E3779B97F4A7C15L;
    /** Every so many steps the features are looked at from afar. */
    private static final int LOOK_EVERY = 10;

    private final Recipe recipe;
    private final Split split;
    private final RunFolder folder;
    private final Learner learner;
    private final RunLog log;
    private final Schedule schedule;
    private final RunFolder.Progress progress = new RunFolder.Progress();

    TrainingLoop(Recipe recipe, Split split, RunFolder folder, Learner learner, RunLog log) {
        this.recipe = recipe;
        this.split = split;
        this.folder = folder;
        this.learner = learner;
        this.log = log;
        this.schedule = Schedules.of(recipe);
    }

    TrainingRun.Result run(InputTensors inputs, RunSettings settings, TrainingListener listener)
            throws IOException, InterruptedException {
        folder.resume(learner, progress);
        noteExtension();
        EpochBatches epochBatches = EpochBatches.of(recipe, split.training());
        if (goesOn()) {
            learner.teaching().ask(listener);
        }
        listener.started(recipe.epochs(), progress.epochs, epochBatches.batches());
        while (goesOn()) {
            learner.trainee().startEpoch(progress.epochs);
            mine(epochBatches);
            torch.manual_seed(recipe.seed() * 1_000_003 + progress.epochs);
            EpochTally tally = learn(epochBatches, inputs, settings, listener);
            progress.epochs++;
            Map<String, Object> event = endEpoch(tally);
            listener.epochEnded(progress.epochs, event);
        }
        TrainingRun.Result result = folder.result(learner, progress);
        listener.said(kept(result));
        return result;
    }

    private boolean goesOn() {
        return progress.epochs < recipe.epochs() && !outOfPatience();
    }

    private boolean outOfPatience() {
        int patience = recipe.validation().patience();
        return patience > 0 && progress.looksWithoutGain >= patience;
    }

    private void noteExtension() throws IOException {
        if (progress.plannedBefore > 0 && progress.plannedBefore != recipe.epochs()) {
            log.write(Map.of(
                    LogKeys.EVENT,
                    "epochs changed",
                    LogKeys.EPOCH,
                    progress.epochs,
                    LogKeys.MESSAGE,
                    "the run was to have " + progress.plannedBefore + " epochs and has " + recipe.epochs()
                            + " from here on; its learning rate follows the schedule of the latter"));
        }
    }

    private String kept(TrainingRun.Result result) {
        if (recipe.epochs() == 0) {
            return "Nothing was trained (epochs is 0): the start is kept as it is.";
        }
        String stopped = progress.epochs < recipe.epochs()
                ? "Stopped after epoch " + progress.epochs + " of " + recipe.epochs() + ": no gain in "
                        + progress.looksWithoutGain + " looks at the validation people. "
                : "";
        return stopped
                + (Double.isNaN(result.validationMap())
                        ? "Kept is the last epoch, " + result.epochs() + ", for no validation people chose one."
                        : String.format(
                                Locale.ROOT,
                                "Kept is epoch %d of %d, the best of %d looks at the validation people (mAP %.3f).",
                                result.epochs(),
                                progress.epochs,
                                progress.looks,
                                result.validationMap()));
    }

    /** Searches the hardest negatives over the whole training set, when their time has come. */
    private void mine(EpochBatches epochBatches) throws IOException {
        MiningPlan plan = recipe.mining();
        int epoch = progress.epochs;
        if (plan.every() == 0 || epoch == 0 || epoch % plan.every() != 0 || !epochBatches.minesPeople()) {
            return;
        }
        TrainingSet data = split.training();
        List<float[]> rows = learner.descriptions().raw(learner.trainee().graph(), data.crops());
        int[] people = data.crops().stream().mapToInt(data::label).toArray();
        progress.hardNegatives = new HardNegativeSearch(plan.from(), plan.to())
                .search(rows.toArray(new float[0][]), people, suspects(data));
    }

    /** Every crop of one of two people in doubt with every crop of the other. */
    private static SuspectedPairs suspects(TrainingSet data) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int crop = 0; crop < data.crops().size(); crop++) {
            places.computeIfAbsent(data.crops().get(crop).identity(), p -> new ArrayList<>())
                    .add(crop);
        }
        List<int[]> pairs = new ArrayList<>();
        data.constraints().doubted().forEach(pair -> {
            for (int one : places.getOrDefault(pair.first(), List.of())) {
                for (int other : places.getOrDefault(pair.second(), List.of())) {
                    pairs.add(new int[] {one, other});
                }
            }
        });
        return new SuspectedPairs(pairs);
    }

    private EpochTally learn(
            EpochBatches epochBatches, InputTensors inputs, RunSettings settings, TrainingListener listener)
            throws IOException, InterruptedException {
        int epoch = progress.epochs;
        EpochTally tally = new EpochTally();
        List<LabeledBatch> batches = epochBatches.epoch(epoch, progress.hardNegatives);
        long seed = (recipe.seed() + epoch + 1) * EPOCH_SEED;
        try (BatchFeed feed = new BatchFeed(
                split.training(), shown(inputs), recipe.variation(), batches, seed, settings.pictureThreads())) {
            for (int step = 0; feed.hasNext(); step++) {
                double rate = schedule.at(epoch + step / (double) batches.size());
                try (BatchFeed.Batch batch = feed.next()) {
                    boolean moves = (step + 1) % recipe.batch().accumulate() == 0 || !feed.hasNext();
                    tally.add(
                            step(batch, new TrainableNetwork.Pace(rate, step % LOOK_EVERY == 0, moves)),
                            batch.labels().size(0),
                            rate);
                }
                listener.stepped(epoch, step, tally.means(), tally.imagesPerSecond());
            }
        }
        return tally;
    }

    private BatchPictures shown(InputTensors inputs) {
        if (recipe.batch().of().equals("patches")) {
            return BatchPictures.patches(inputs, recipe.data().patches());
        }
        return learner.teaching()
                .live()
                .map(teachers -> BatchPictures.taught(inputs, teachers))
                .orElseGet(() -> BatchPictures.alone(inputs));
    }

    private TrainableNetwork.StepCost step(BatchFeed.Batch batch, TrainableNetwork.Pace pace) {
        try (PointerScope scope = new PointerScope()) {
            learner.teaching().turnTo(batch);
            TrainableNetwork.StepCost cost =
                    learner.trainee().learn(onDevice(batch.pictures()), onDevice(batch.labels()), pace);
            if (!cost.finite()) {
                throw new TrainingFailure("the loss is no number any more in epoch " + (progress.epochs + 1) + " ("
                        + cost.terms() + ", gradient norm " + cost.gradientNorm() + "); the state after epoch "
                        + progress.epochs + " is kept in " + folder.state() + ". Lower optimizer.rate (now "
                        + recipe.optimizer().rate() + "), set optimizer.clip-norm (now "
                        + recipe.optimizer().clipNorm() + ") and run again in a folder of its own");
            }
            if (pace.moves()) {
                learner.average().update();
            }
            return cost;
        }
    }

    private Tensor onDevice(Tensor tensor) {
        return learner.device().is_cpu() ? tensor : tensor.to(learner.device(), tensor.scalar_type());
    }

    private Map<String, Object> endEpoch(EpochTally tally) throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(LogKeys.EVENT, LogKeys.EPOCH_EVENT);
        event.put(LogKeys.EPOCH, progress.epochs);
        event.put(LogKeys.RATE, tally.rate());
        event.put(LogKeys.LOSSES, tally.means());
        event.put("gradient_norm", tally.gradientNorm());
        event.put(LogKeys.IMAGES_PER_SECOND, tally.imagesPerSecond());
        event.put(LogKeys.ETA_SECONDS, Math.round(tally.seconds() * (recipe.epochs() - progress.epochs)));
        tally.health().ifPresent(health -> look(health, event));
        boolean sound = sound();
        if (sound && validationDue()) {
            validate(event);
        }
        log.write(event);
        if (sound) {
            folder.save(learner, progress);
        } else {
            refuseCollapse();
        }
        return event;
    }

    private boolean validationDue() {
        int every = recipe.validation().every();
        boolean due = every > 0 && (progress.epochs % every == 0 || progress.epochs == recipe.epochs());
        return due && Validation.possible(split.validation());
    }

    private void look(EmbeddingHealth health, Map<String, Object> event) {
        progress.health.add(health);
        event.put(LogKeys.ACTIVE_TRIPLETS, health.activeTriplets());
        event.put(LogKeys.GENUINE_DISTANCE, health.genuine());
        event.put(LogKeys.IMPOSTOR_DISTANCE, health.impostor());
        event.put(LogKeys.FEATURE_NORM, health.norm());
        event.put(LogKeys.EFFECTIVE_RANK, health.effectiveRank());
    }

    /**
     * Whether this epoch's descriptors tell people apart. One whose do not is neither validated nor saved, so the state on
     * disk is the last good one.
     */
    private boolean sound() {
        return recipe.guard().patience() == 0 || verdict(1) instanceof CollapseGuard.Verdict.Healthy;
    }

    private void refuseCollapse() {
        if (verdict(recipe.guard().patience()) instanceof CollapseGuard.Verdict.Collapsed collapsed) {
            throw new TrainingFailure("stopped in epoch " + progress.epochs + ": " + collapsed.reason()
                    + ". The last good state is kept in " + folder.state() + ". Before the next try: "
                    + collapsed.change());
        }
    }

    private CollapseGuard.Verdict verdict(int patience) {
        return new CollapseGuard(recipe.guard().grace(), patience).judge(progress.health);
    }

    private void validate(Map<String, Object> event) throws IOException {
        learner.average().swap();
        try {
            List<LabeledDescriptor> seen = learner.descriptions()
                    .labeled(learner.trainee().graph(), split.validation(), CropDescriber.MODEL_ID);
            RetrievalScore score = Validation.score(seen);
            event.put(LogKeys.VALIDATION_RANK1, score.cmc(1));
            event.put(LogKeys.VALIDATION_MAP, score.map());
            progress.looks++;
            // By mAP, which sees every picture and so jumps less than rank-1. Equal is better: later weights saw more.
            Optional<String> alike = ServedDescriptors.alike(seen);
            alike.ifPresent(why -> event.put(LogKeys.MESSAGE, "not kept: as it is served, the network " + why));
            boolean gain = alike.isEmpty() && !(score.map() <= progress.bestMap);
            progress.looksWithoutGain = gain ? 0 : progress.looksWithoutGain + 1;
            if (alike.isEmpty() && !(score.map() < progress.bestMap)) {
                progress.bestMap = score.map();
                folder.saveBest(learner, progress);
            }
        } finally {
            learner.average().swap();
        }
    }
}
