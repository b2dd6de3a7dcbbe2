package dev.sightline.trainer.run;

import static org.bytedeco.pytorch.global.torch.arange;

import dev.sightline.trainer.graph.NetworkOutput;
import dev.sightline.trainer.graph.Parameter;
import dev.sightline.trainer.graph.StyleMixing;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.loss.CombinedLoss;
import dev.sightline.trainer.loss.EmbeddingHealth;
import dev.sightline.trainer.loss.LossInput;
import dev.sightline.trainer.optimize.NamedTensors;
import dev.sightline.trainer.optimize.Optimizer;
import dev.sightline.trainer.optimize.Optimizers;
import dev.sightline.trainer.optimize.ParameterGroup;
import dev.sightline.trainer.recipe.AllowedValues;
import dev.sightline.trainer.recipe.FreezePlan;
import dev.sightline.trainer.recipe.OptimizerPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.StylePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What learns: a network, its objective, and the optimizer over both. Owns all three. One thread.
 */
final class TrainableNetwork implements AutoCloseable {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final TorchGraph graph;
    private final CombinedLoss objective;
    private final Optimizer optimizer;
    private final Recipe recipe;
    private final Set<String> brought;
    private final CrossBatchMemory memory;
    private final Identities identities;
    /** Whether gradients of earlier batches wait for a step. */
    private boolean gathering;

    /**
     * @param objective moved to the graph's device
     * @param brought names of the weights that the start model brought; the others are new
     * @param rows what descriptors are like
     */
    TrainableNetwork(TorchGraph graph, CombinedLoss objective, Recipe recipe, Set<String> brought, Rows rows) {
        this.graph = graph;
        this.objective = objective;
        this.recipe = recipe;
        this.brought = Set.copyOf(brought);
        this.identities = rows.identities();
        mixStyles();
        requireFrozen();
        this.optimizer = optimizer();
        this.memory =
                new CrossBatchMemory(graph, network(), recipe.learning().memory(), rows.dimension(), rows.device());
    }

    /** Numbers in a descriptor, where it lies, and whom labels may stand for. */
    record Rows(int dimension, Device device, Identities identities) {}

    private void mixStyles() {
        StylePlan plan = recipe.styleMixing();
        if (!plan.nodes().isEmpty()) {
            StyleMixing mixing = new StyleMixing(Pattern.compile(plan.nodes()), plan.probability(), plan.alpha());
            AllowedValues.found(
                    "style-mixing.nodes", plan.nodes(), graph.mixStyles(mixing).size());
        }
    }

    /** What is to be frozen later is looked for now. */
    private void requireFrozen() {
        String nodes = recipe.freeze().nodes();
        if (!nodes.isEmpty()) {
            AllowedValues.found("freeze.nodes", nodes, graph.freeze(Pattern.compile(nodes)));
        }
        requireSomethingToLearn();
    }

    private void requireSomethingToLearn() {
        FreezePlan plan = recipe.freeze();
        if (plan.start() && brought.isEmpty()) {
            throw new IllegalArgumentException(
                    "freeze.start is true, but the network begins with new weights alone, so there"
                            + " is nothing to hold still; give a model with --from, or set freeze.start to false");
        }
        long moved = graph.parameters().stream()
                .filter(p -> !brought.contains(p.name()))
                .count();
        boolean shortRun = plan.epochs() > 0 && plan.epochs() < recipe.epochs();
        if (plan.start() && moved == 0 && !shortRun && recipe.epochs() > 0) {
            throw new IllegalArgumentException("freeze.start is true and freeze.epochs " + plan.epochs() + " for "
                    + recipe.epochs()
                    + " epochs, but the start brings every weight of the network, so none would move; set"
                    + " freeze.epochs to fewer than epochs, freeze.start to false, or name the part with freeze.nodes");
        }
    }

    private Optimizer optimizer() {
        OptimizerPlan plan = recipe.optimizer();
        Map<String, Map<String, Tensor>> groups = new LinkedHashMap<>();
        for (Parameter p : graph.parameters()) {
            String group = (brought.contains(p.name()) ? "start" : "new") + (p.decays() ? "" : ", no decay");
            groups.computeIfAbsent(group, g -> new LinkedHashMap<>()).put(p.name(), p.tensor());
        }
        List<ParameterGroup> all = new ArrayList<>();
        groups.forEach((name, tensors) -> all.add(new ParameterGroup(
                name,
                tensors,
                name.startsWith("start") ? plan.backboneRate() : 1,
                name.endsWith("no decay") ? 0 : plan.weightDecay())));
        all.add(new ParameterGroup("objective", objective.parameters(), 1, plan.weightDecay()));
        return switch (plan.kind()) {
            case "sgd" -> Optimizers.sgd(all, plan.momentum(), true);
            case "adam" -> Optimizers.adam(all);
            default -> Optimizers.adamW(all);
        };
    }

    TorchGraph graph() {
        return graph;
    }

    /** Holds still what the recipe holds still in an epoch, counted from 0. */
    void startEpoch(int epoch) {
        FreezePlan plan = recipe.freeze();
        List<String> still = new ArrayList<>();
        if (!plan.nodes().isEmpty() && (plan.epochs() == 0 || epoch < plan.epochs())) {
            still.add("(?:" + plan.nodes() + ")");
        }
        if (plan.start() && (plan.epochs() == 0 || epoch < plan.epochs())) {
            still.addAll(startNodes());
        }
        graph.freeze(still.isEmpty() ? NOTHING : Pattern.compile(String.join("|", still)));
        objective.startEpoch(epoch);
        memory.startEpoch(epoch);
    }

    private List<String> startNodes() {
        return graph.parameters().stream()
                .filter(p -> brought.contains(p.name()))
                .flatMap(p -> p.nodes().stream())
                .map(node -> "^" + Pattern.quote(node) + "$")
                .toList();
    }

    /**
     * How to learn from a batch.
     *
     * @param rate of this step
     * @param look whether the features are looked at from afar, for the collapse guard
     * @param moves whether weights move after it; else its gradients wait for the next batch
     */
    record Pace(double rate, boolean look, boolean moves) {}

    /**
     * Learns from a batch.
     *
     * @param pictures [N, 3, height, width] on the graph's device
     * @param labels [N] int64 on the graph's device
     * @return what it cost; when not finite, nothing was changed
     */
    StepCost learn(Tensor pictures, Tensor labels, Pace pace) {
        try (PointerScope scope = new PointerScope()) {
            if (!gathering) {
                optimizer.zeroGradients();
            }
            gathering = !pace.moves();
            Optional<Tensor> encoded = memory.encoded(pictures);
            BatchPass pass = BatchPass.of(
                    graph, objective.shown(pictures), recipe.batch().chunk());
            NetworkOutput described = pass.describe();
            Tensor keys = encoded.orElse(described.features());
            LossInput input = new LossInput(
                    described.features(),
                    described.descriptors(),
                    labels,
                    memory.with(keys, labels),
                    Optional.of(pictures),
                    identities.maybeOne(labels));
            CombinedLoss.Parts cost = objective.measured(input);
            Map<String, Double> terms = new LinkedHashMap<>();
            cost.parts().forEach((name, value) -> terms.put(name, value.item_double()));
            double total = cost.total().item_double();
            if (!Double.isFinite(total)) {
                return new StepCost(total, terms, Double.NaN, Optional.empty());
            }
            Optional<EmbeddingHealth> health = pace.look() ? Optional.of(health(described, labels)) : Optional.empty();
            pass.backward(shared(cost.total()));
            double norm = step(pace);
            if (Double.isFinite(norm)) {
                objective.afterStep(input);
                memory.add(keys, labels);
            }
            return new StepCost(total, terms, norm, health);
        }
    }

    private EmbeddingHealth health(NetworkOutput described, Tensor labels) {
        // Where labels say nothing of who is near whom, every row is somebody else.
        Tensor people = recipe.batch().onlyCrops()
                ? arange(new Scalar(0L), new Scalar(labels.size(0)), new Scalar(1L), labels.options())
                : labels;
        return EmbeddingHealth.of(
                described.features(), people, recipe.learning().comparesUnitFeatures(), 0);
    }

    /** A batch's share of the mean over those that are gathered. */
    private Tensor shared(Tensor cost) {
        int batches = recipe.batch().accumulate();
        return batches == 1 ? cost : cost.div(new Scalar((double) batches));
    }

    /** Moves the weights, where it is time; the norm of the gradients that there are. */
    private double step(Pace pace) {
        double bound = recipe.optimizer().clipNorm();
        double norm = optimizer.clipNorm(bound == 0 || !pace.moves() ? Double.POSITIVE_INFINITY : bound);
        if (pace.moves() && Double.isFinite(norm)) {
            optimizer.step(pace.rate());
            memory.follow();
        }
        return norm;
    }

    /**
     * What a step cost.
     *
     * @param total weighted sum
     * @param terms each term before its weight, by name
     * @param gradientNorm before clipping; not a number when there was none to follow
     * @param health of the batch, when it was looked at
     */
    record StepCost(double total, Map<String, Double> terms, double gradientNorm, Optional<EmbeddingHealth> health) {
        boolean finite() {
            return Double.isFinite(total) && Double.isFinite(gradientNorm);
        }
    }

    /** The network's own tensors, weights and statistics; they stay its. */
    Map<String, Tensor> network() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        graph.parameters().forEach(p -> all.put(p.name(), p.tensor()));
        all.putAll(graph.statistics());
        return all;
    }

    /** What is judged and kept: the network, and what losses keep beside it. */
    Map<String, Tensor> served() {
        Map<String, Tensor> all = network();
        objective.kept().forEach((name, tensor) -> all.put("beside/" + name, tensor));
        return all;
    }

    /** What losses keep beside the network, by name, as it is now. */
    Map<String, float[]> beside() {
        Map<String, float[]> all = new LinkedHashMap<>();
        objective.kept().forEach((name, tensor) -> all.put(name, TorchGraph.values(tensor)));
        return all;
    }

    /** Everything a resumed run needs, by name; tensors stay their owners'. */
    Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        network().forEach((name, tensor) -> all.put("network/" + name, tensor));
        objective.state().forEach((name, tensor) -> all.put("objective/" + name, tensor));
        optimizer.state().forEach((name, tensor) -> all.put("optimiser/" + name, tensor));
        memory.state().forEach((name, tensor) -> all.put("memory/" + name, tensor));
        return all;
    }

    void restore(Map<String, Tensor> saved) {
        NamedTensors.copy(saved, state());
    }

    @Override
    public void close() {
        try (TorchGraph first = graph;
                CombinedLoss second = objective;
                CrossBatchMemory third = memory) {
            optimizer.close();
        }
    }
}
