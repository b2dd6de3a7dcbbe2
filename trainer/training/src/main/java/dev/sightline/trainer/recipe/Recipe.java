package dev.sightline.trainer.recipe;

import dev.sightline.trainer.augment.Augmentation;
import java.util.List;

/**
 * Everything that decides what a training run does, apart from its data, in parts by what they govern. Read from YAML by
 * {@link Recipes}, where the keys of the parts stand side by side; each part checks itself and names what is wrong.
 *
 * @param name for people and for the package's lineage
 * @param task person-descriptor or face-descriptor
 * @param network what to train when no model is given to start from
 * @param epochs how often to see all crops; 0 to package the start as it is, averaged as {@code average} says
 * @param seed of everything random
 * @param data what the network sees
 * @param learning how weights are learned
 * @param supervision how the run is watched
 * @param packaging what the package holds
 */
public record Recipe(
        String name,
        String task,
        NetworkPlan network,
        int epochs,
        long seed,
        DataPlan data,
        LearningPlan learning,
        SupervisionPlan supervision,
        PackagePlan packaging) {

    public Recipe {
        AllowedValues.range("epochs", epochs, 0, 10_000);
        AllowedValues.oneOf("task", task, "person-descriptor", "face-descriptor");
        String of = data.batch().of();
        for (LossPlan loss : learning.losses()) {
            if (!loss.learnsFrom(of)) {
                throw new IllegalArgumentException("losses holds " + loss + ", which does not learn from batch.of " + of
                        + "; patches go with context alone, crops with reconstruction and distillation, pairs with these two,"
                        + " contrastive and verification, triplets with these two and triplet (mining: threes), views with every"
                        + " other loss but those that tell people's names apart");
            }
        }
        if (learning.memory().size() > 0 && !of.equals("people") && !of.equals("views")) {
            throw new IllegalArgumentException(
                    "memory.size is " + learning.memory().size() + " with batch.of " + of
                            + ", whose labels mean one batch alone; a memory goes with people and views, else allowed: 0");
        }
    }

    /** The same with another number of epochs. */
    public Recipe withEpochs(int other) {
        return new Recipe(name, task, network, other, seed, data, learning, supervision, packaging);
    }

    /** Whether faces are trained, whose alignment must be kept. */
    public boolean faces() {
        return task.equals("face-descriptor");
    }

    /** What the data may be varied by: of faces nothing that moves eyes, nose or mouth. */
    public Augmentation variation() {
        return faces() ? data.augmentation().keepingAlignment() : data.augmentation();
    }

    /** Of {@link #data}: which crops learn together. */
    public BatchPlan batch() {
        return data.batch();
    }

    /** Of {@link #data}: offline search for hard negatives. */
    public MiningPlan mining() {
        return data.mining();
    }

    /** Of {@link #learning}: terms of the objective. */
    public List<LossPlan> losses() {
        return learning.losses();
    }

    /** Of {@link #learning}: how weights move. */
    public OptimizerPlan optimizer() {
        return learning.optimizer();
    }

    /** Of {@link #learning}: how the rate changes. */
    public SchedulePlan schedule() {
        return learning.schedule();
    }

    /** Of {@link #learning}: what is held still. */
    public FreezePlan freeze() {
        return learning.freeze();
    }

    /** Of {@link #learning}: where pictures exchange style. */
    public StylePlan styleMixing() {
        return learning.styleMixing();
    }

    /** Of {@link #learning}: which weights are averaged. */
    public AveragePlan average() {
        return learning.average();
    }

    /** Of {@link #supervision}: how often to look, and at whom. */
    public ValidationPlan validation() {
        return supervision.validation();
    }

    /** Of {@link #supervision}: when to stop. */
    public GuardPlan guard() {
        return supervision.guard();
    }
}
