package dev.sightline.trainer.recipe;

import dev.sightline.trainer.augment.Augmentation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides what a training run does, apart from its data. Read from YAML by {@link Recipes}; each part
 * checks itself and names what is wrong.
 *
 * @param name for people and for the package's lineage
 * @param task person-descriptor or face-descriptor
 * @param network what to train when no model is given to start from
 * @param epochs how often to see all crops; 0 to package the start as it is, averaged as {@code average} says
 * @param seed of everything random
 * @param batch which crops learn together
 * @param losses terms of the objective
 * @param optimizer how weights move
 * @param schedule how the rate changes
 * @param freeze what is held still
 * @param styleMixing where pictures of a batch exchange style inside the network
 * @param augmentation how crops are varied
 * @param average which weights are averaged: those of other models before, those of this run while it goes
 * @param mining offline search for hard negatives
 * @param validation how often to look, and at whom
 * @param guard when to stop because all people are described alike
 * @param halfWeights whether the package keeps large weights in 16 bits, which halves its file
 * @param mirrorImages whether the packaged network describes each picture and its mirror image and gives the sum, for twice
 *     the work; training sees single pictures. A model learned from that did goes on doing so, unless it is rebuilt
 */
public record Recipe(
        String name,
        String task,
        NetworkPlan network,
        int epochs,
        long seed,
        BatchPlan batch,
        List<LossPlan> losses,
        OptimizerPlan optimizer,
        SchedulePlan schedule,
        FreezePlan freeze,
        StylePlan styleMixing,
        Augmentation augmentation,
        AveragePlan average,
        MiningPlan mining,
        ValidationPlan validation,
        GuardPlan guard,
        boolean halfWeights,
        boolean mirrorImages) {

    public Recipe {
        losses = List.copyOf(losses);
        AllowedValues.range("epochs", epochs, 0, 10_000);
        AllowedValues.oneOf("task", task, "person-descriptor", "face-descriptor");
        if (losses.isEmpty()) {
            throw new IllegalArgumentException("losses is empty; give at least one, such as {loss: softmax}");
        }
    }

    /** Whether faces are trained, whose alignment must be kept. */
    public boolean faces() {
        return task.equals("face-descriptor");
    }

    /** Whether distances are taken between features of length 1, as every loss but one on raw features does. */
    public boolean comparesUnitFeatures() {
        return losses.stream()
                .noneMatch(l -> l instanceof LossPlan.Triplet t && !t.normalized()
                        || l instanceof LossPlan.WeightedTriplet w && !w.normalized());
    }

    /** What the data may be varied by. */
    public Augmentation variation() {
        return faces() ? augmentation.keepingAlignment() : augmentation;
    }

    /**
     * A network made for the run.
     *
     * @param name of a builder or of a detector to take the backbone of
     * @param dimension numbers in a descriptor
     * @param width of the input, pixels
     * @param height of the input, pixels
     * @param instanceNorm whether the input is normalized picture by picture, which takes away brightness and color cast
     * @param ibn regular expression found in the names of the nodes half of whose feature maps are normalized picture by
     *     picture too (IBN); empty: none
     * @param stripes horizontal parts that the head on a backbone pools besides the whole; 1: the whole alone
     * @param rebuild whether the network is made as described here also when a model is given to start from, which then
     *     brings the weights that fit by name and shape
     */
    public record NetworkPlan(
            String name,
            int dimension,
            int width,
            int height,
            boolean instanceNorm,
            String ibn,
            int stripes,
            boolean rebuild) {
        public NetworkPlan {
            AllowedValues.pattern("network.ibn", ibn);
            AllowedValues.range("network.dimension", dimension, 2, 4096);
            AllowedValues.range("network.width", width, 16, 1024);
            AllowedValues.range("network.height", height, 16, 1024);
            AllowedValues.range("network.stripes", stripes, 1, 64);
        }
    }

    /**
     * Batches.
     *
     * @param of people (P x K), pairs or triplets of what the labels say; the last two also where not every two identities
     *     are known to be two people
     * @param people P
     * @param crops K
     * @param sites natural, one-per-batch or mixed
     * @param shares how much of the batches is of each site, by name; the others share what is left
     * @param steps batches in an epoch, 0: as many as see about all crops once
     */
    public record BatchPlan(String of, int people, int crops, String sites, Map<String, Double> shares, int steps) {
        public BatchPlan {
            shares = Collections.unmodifiableMap(new TreeMap<>(shares)); // In one order: the recipe's text is compared.
            AllowedValues.oneOf("batch.of", of, "people", "pairs", "triplets");
            AllowedValues.range("batch.people", people, 2, 4096);
            AllowedValues.range("batch.crops", crops, 1, 256);
            AllowedValues.range("batch.steps", steps, 0, 1_000_000);
            AllowedValues.oneOf("batch.sites", sites, "natural", "one-per-batch", "mixed");
        }
    }

    /**
     * How weights move.
     *
     * @param kind sgd, adam or adamw
     * @param rate greatest learning rate
     * @param weightDecay of matrices and kernels; biases and normalizations never decay
     * @param momentum for sgd
     * @param backboneRate factor for the weights that the start model brought, so that they change more slowly than new ones
     * @param clipNorm greatest joint norm of the gradients, 0: no bound
     */
    public record OptimizerPlan(
            String kind, double rate, double weightDecay, double momentum, double backboneRate, double clipNorm) {
        public OptimizerPlan {
            AllowedValues.oneOf("optimizer.kind", kind, "sgd", "adam", "adamw");
            AllowedValues.range("optimizer.rate", rate, 0, 100);
            AllowedValues.range("optimizer.weight-decay", weightDecay, 0, 1);
            AllowedValues.range("optimizer.momentum", momentum, 0, 0.9999);
            AllowedValues.range("optimizer.backbone-rate", backboneRate, 0, 100);
            AllowedValues.range("optimizer.clip-norm", clipNorm, 0, 1e6);
        }
    }

    /**
     * How the rate changes over the epochs.
     *
     * @param kind constant, step or cosine
     * @param warmUp epochs of a straight rise from a hundredth
     * @param milestones epochs after which step multiplies by {@code factor}
     * @param factor for step; for cosine the share of the rate that is left at the end
     */
    public record SchedulePlan(String kind, double warmUp, List<Double> milestones, double factor) {
        public SchedulePlan {
            milestones = List.copyOf(milestones);
            AllowedValues.oneOf("schedule.kind", kind, "constant", "step", "cosine");
            AllowedValues.range("schedule.warm-up", warmUp, 0, 1000);
            AllowedValues.range("schedule.factor", factor, 0, 1);
        }
    }

    /**
     * Nodes that are held still.
     *
     * @param nodes regular expression found in the names of nodes; empty: nothing
     * @param epochs for how many epochs from the start; 0: for all
     * @param start whether all that the start model brought is held still for {@code epochs}, whatever {@code nodes} says
     */
    public record FreezePlan(String nodes, int epochs, boolean start) {
        public FreezePlan {
            AllowedValues.range("freeze.epochs", epochs, 0, 10_000);
            AllowedValues.pattern("freeze.nodes", nodes);
        }
    }

    /**
     * Pictures of a batch exchange mean and contrast inside the network while it learns; see {@link
     * dev.sightline.trainer.graph.StyleMixing}.
     *
     * @param nodes regular expression found in the names of the nodes after which they do; empty: nowhere
     * @param probability that a batch does, asked at each node
     * @param alpha of the Beta distribution of the share of its own style that a picture keeps
     */
    public record StylePlan(String nodes, double probability, double alpha) {
        public StylePlan {
            AllowedValues.pattern("style-mixing.nodes", nodes);
            AllowedValues.range("style-mixing.probability", probability, 0, 1);
            AllowedValues.range("style-mixing.alpha", alpha, 0.01, 100);
        }
    }

    /**
     * Averages of weights.
     *
     * @param decay share of this run's running average that is kept at each step, 0: no average; the average is judged and
     *     kept
     * @param with models of the same network, by id or folder; the run begins with the mean of their weights and those of
     *     the model it starts from (Wortsman et al., Model soups, ICML 2022)
     */
    public record AveragePlan(double decay, List<String> with) {
        public AveragePlan {
            with = List.copyOf(with);
            AllowedValues.range("average.decay", decay, 0, 0.999999);
        }
    }

    /**
     * Hardest negatives over the whole training set.
     *
     * @param every epochs between searches, 0: none
     * @param from first rank of a negative to take, 1 is the nearest
     * @param to last rank
     * @param share of the batches that are made around them
     */
    public record MiningPlan(int every, int from, int to, double share) {
        public MiningPlan {
            AllowedValues.range("mining.every", every, 0, 1000);
            AllowedValues.range("mining.from", from, 1, 100_000);
            AllowedValues.range("mining.to", to, from, 100_000);
            AllowedValues.range("mining.share", share, 0, 1);
        }
    }

    /**
     * Looking at people who do not train.
     *
     * @param every epochs between looks, 0: none
     * @param people share of the training people held back for it when the data name none
     */
    public record ValidationPlan(int every, double people) {
        public ValidationPlan {
            AllowedValues.range("validation.every", every, 0, 10_000);
            AllowedValues.range("validation.people", people, 0, 0.9);
        }
    }

    /**
     * When a run has collapsed.
     *
     * @param grace epochs at the start that are not judged
     * @param patience epochs in a row that must look collapsed, 0: never stop
     */
    public record GuardPlan(int grace, int patience) {
        public GuardPlan {
            AllowedValues.range("guard.grace", grace, 0, 10_000);
            AllowedValues.range("guard.patience", patience, 0, 10_000);
        }
    }
}
