package dev.sightline.trainer.run;

import static org.bytedeco.pytorch.global.torch.cat;

import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.loss.References;
import dev.sightline.trainer.optimize.WeightAverage;
import dev.sightline.trainer.recipe.MemoryPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A queue of rows of earlier batches, newest first, as {@link MemoryPlan} asks for it. Without momentum a row is what the network
 * made of a crop when it learned from it. With momentum a second encoder, whose weights follow the network's slowly, makes
 * the rows, and those of the batch itself that the others are compared with; it normalizes by running statistics, which follow
 * just as slowly, so that no row tells by its batch whose it is (Cai et al., Exponential Moving Average Normalization, 2021,
 * section 3.2). Losses with a projection put rows through it as it stands now. Owns its tensors. One thread.
 */
final class CrossBatchMemory implements AutoCloseable {
    /** Rows that the second encoder makes at once. */
    private static final int CHUNK = 64;
    /** Label of a place that no row has taken yet. */
    private static final long EMPTY = -1;

    private final TorchGraph graph;
    private final MemoryPlan plan;
    private final Tensor rows;
    private final Tensor labels;
    private final @Nullable WeightAverage encoder;
    private boolean atWork;

    /**
     * @param network the graph's weights and statistics, which the second encoder follows
     * @param dimension numbers of a row
     */
    CrossBatchMemory(TorchGraph graph, Map<String, Tensor> network, MemoryPlan plan, int dimension, Device device) {
        this.graph = graph;
        this.plan = plan;
        this.encoder = plan.momentum() > 0 ? new WeightAverage(network, plan.momentum()) : null;
        try (PointerScope scope = new PointerScope()) {
            rows = torch.zeros(plan.size(), dimension)
                    .to(device, ScalarType.Float)
                    .retainReference();
            labels = torch.zeros(plan.size())
                    .to(device, ScalarType.Long)
                    .fill_(new Scalar(EMPTY))
                    .retainReference();
        }
    }

    void startEpoch(int epoch) {
        atWork = plan.size() > 0 && epoch >= plan.fromEpoch();
    }

    /**
     * What the second encoder makes of a batch, where there is one; asked before the network describes it, for weights that are
     * part of a graph must not be exchanged.
     */
    Optional<Tensor> encoded(Tensor pictures) {
        WeightAverage own = encoder;
        if (own == null || !atWork) {
            return Optional.empty();
        }
        own.swap();
        try (NoGradGuard guard = new NoGradGuard()) {
            TensorVector made = new TensorVector();
            for (long from = 0; from < pictures.size(0); from += CHUNK) {
                made.push_back(graph.run(pictures.narrow(0, from, Math.min(CHUNK, pictures.size(0) - from)), false)
                        .features());
            }
            return Optional.of(cat(made, 0));
        } finally {
            own.swap();
        }
    }

    /** The keys of a batch and all rows that are kept; empty while none is looked at. */
    Optional<References> with(Tensor keys, Tensor batchLabels) {
        if (!atWork) {
            return Optional.empty();
        }
        long kept = labels.ge(new Scalar(0L)).sum().item_long();
        return Optional.of(new References(
                cat(new TensorVector(keys, rows.narrow(0, 0, kept)), 0),
                cat(new TensorVector(batchLabels, labels.narrow(0, 0, kept)), 0)));
    }

    /** Takes in a batch, the oldest rows give way. */
    void add(Tensor keys, Tensor batchLabels) {
        if (!atWork) {
            return;
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            shift(rows, keys.detach());
            shift(labels, batchLabels);
        }
    }

    private void shift(Tensor queue, Tensor fresh) {
        queue.copy_(cat(new TensorVector(fresh, queue), 0).narrow(0, 0, plan.size()));
    }

    /** Lets the second encoder follow the weights after a step. */
    void follow() {
        WeightAverage own = encoder;
        if (own != null) {
            own.update();
        }
    }

    /** For checkpoints; the tensors stay the memory's. Empty without a memory. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        if (plan.size() > 0) {
            state.put("rows", rows);
            state.put("labels", labels);
        }
        WeightAverage own = encoder;
        if (own != null) {
            own.state().forEach((name, tensor) -> state.put("encoder/" + name, tensor));
        }
        return state;
    }

    @Override
    public void close() {
        rows.releaseReference();
        labels.releaseReference();
        WeightAverage own = encoder;
        if (own != null) {
            own.close();
        }
    }
}
