package dev.sightline.trainer.run;

import static org.bytedeco.pytorch.global.torch.cat;

import dev.sightline.trainer.graph.NetworkOutput;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.optimize.NamedTensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a batch that does not fit into memory as if it did (gradient caching: Gao et al., Scaling Deep Contrastive
 * Learning Batch Size under Memory Limited Setup, 2021, section 3). A first pass describes the batch in chunks without
 * keeping what autograd needs; the loss of the whole matrix of rows is derived by the rows alone; a second pass describes each
 * chunk again, under autograd, and goes on from the rows' gradients. So memory holds one chunk's maps, N rows and what the
 * loss needs, and the work is that of one more forward pass.
 *
 * <p>The gradients are those of one pass, but for one thing: batch normalization that learns sees a chunk where it would have
 * seen the batch (ghost batch normalization, Hoffer et al. 2017), in both passes the same chunk, so that the gradients
 * are exact for the network as it ran. Frozen nodes, and networks that normalize picture by picture, know no difference. Running
 * statistics follow the second pass alone. What is random, such as dropout, is drawn alike in both. One thread.
 */
final class CachedPass implements BatchPass {
    private final TorchGraph graph;
    private final Tensor pictures;
    private final long[] bounds;
    private final long[] seeds;
    private @Nullable NetworkOutput rows;

    CachedPass(TorchGraph graph, Tensor pictures, int chunk) {
        this.graph = graph;
        this.pictures = pictures;
        this.bounds = bounds(pictures.size(0), chunk);
        this.seeds = new long[bounds.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = torch.randint(Long.MAX_VALUE, new long[] {1}).item_long();
        }
    }

    /** Chunks of as equal a size as there can be, none larger than asked: a chunk of one row has no batch statistics. */
    private static long[] bounds(long rows, int chunk) {
        long chunks = (rows + chunk - 1) / chunk;
        long[] bounds = new long[(int) chunks + 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = rows * i / chunks;
        }
        return bounds;
    }

    private NetworkOutput chunk(int i) {
        torch.manual_seed(seeds[i]);
        return graph.run(pictures.narrow(0, bounds[i], bounds[i + 1] - bounds[i]), true);
    }

    @Override
    public NetworkOutput describe() {
        Map<String, Tensor> before = new LinkedHashMap<>();
        graph.statistics()
                .forEach((name, tensor) -> before.put(name, tensor.detach().clone()));
        TensorVector features = new TensorVector();
        TensorVector descriptors = new TensorVector();
        boolean one = true;
        try (NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i + 1 < bounds.length; i++) {
                NetworkOutput made = chunk(i);
                one &= made.features() == made.descriptors();
                features.push_back(made.features());
                descriptors.push_back(made.descriptors());
            }
        }
        NamedTensors.copy(before, graph.statistics());
        Tensor first = leaf(features);
        NetworkOutput made = new NetworkOutput(first, one ? first : leaf(descriptors));
        rows = made;
        return made;
    }

    private static Tensor leaf(TensorVector parts) {
        Tensor whole = cat(parts, 0).detach();
        whole.set_requires_grad(true);
        return whole;
    }

    @Override
    public void backward(Tensor cost) {
        NetworkOutput described = rows;
        if (described == null) {
            throw new IllegalStateException("the batch was not described");
        }
        cost.backward();
        for (int i = 0; i + 1 < bounds.length; i++) {
            try (PointerScope scope = new PointerScope()) {
                NetworkOutput again = chunk(i);
                Tensor slope = slope(again.features(), described.features(), i);
                if (described.descriptors() != described.features()) {
                    slope = slope.add(slope(again.descriptors(), described.descriptors(), i));
                }
                if (slope.requires_grad()) {
                    slope.backward();
                }
            }
        }
        torch.manual_seed(seeds[bounds.length - 1]);
    }

    /** A number whose derivative by a chunk's rows is what the first pass found for them. */
    private Tensor slope(Tensor again, Tensor leaf, int i) {
        Tensor gradient = leaf.grad();
        return gradient.defined()
                ? again.mul(gradient.narrow(0, bounds[i], bounds[i + 1] - bounds[i]))
                        .sum()
                : torch.zeros(new long[0], leaf.options());
    }
}
