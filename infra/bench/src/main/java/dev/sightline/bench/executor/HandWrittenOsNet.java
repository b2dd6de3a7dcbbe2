package dev.sightline.bench.executor;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.max_pool2d;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * OSNet as a programmer writes it against LibTorch, without a graph: weights in fields, layers called one after another.
 * What no layer reads any more is let go at once, as C++ does. It shares the weights of the graph it is compared with. One
 * thread.
 */
final class HandWrittenOsNet {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};
    private static final TensorOptional NO_BIAS = new TensorOptional().retainReference();

    private final Map<String, Tensor> weights;
    private final Unit stem;
    private final List<Block> blocks = new ArrayList<>();
    private final Unit firstReduction;
    private final Unit secondReduction;
    private final Unit last;
    private final Tensor fc;
    private final TensorOptional fcBias;
    private final Norm fcNorm;

    /** @param weights and running statistics by the names that the trainer's builder gives */
    HandWrittenOsNet(Map<String, Tensor> weights) {
        this.weights = weights;
        stem = unit("conv1");
        for (String stage : List.of("conv2", "conv3", "conv4")) {
            blocks.add(new Block(stage + "/0"));
            blocks.add(new Block(stage + "/1"));
        }
        firstReduction = unit("conv2/reduce");
        secondReduction = unit("conv3/reduce");
        last = unit("conv5");
        fc = weight("fc/weights");
        fcBias = optional("fc/bias");
        fcNorm = new Norm("fc/norm");
    }

    /** [batch, 3, height, width] to [batch, dimension]. */
    Tensor forward(Tensor images) {
        Tensor x = pooled(stem.relu(images, TWO, new long[] {3, 3}));
        x = block(1, block(0, x));
        x = halved(firstReduction.relu(x, ONE, NONE));
        x = block(3, block(2, x));
        x = halved(secondReduction.relu(x, ONE, NONE));
        x = block(5, block(4, x));
        try (Tensor maps = last.relu(x, ONE, NONE);
                Tensor mean = adaptive_avg_pool2d(maps, 1, 1);
                Tensor flat = mean.flatten(1, -1);
                Tensor line = linear(flat, fc, fcBias);
                Tensor normalized = fcNorm.apply(line)) {
            return normalized.relu();
        }
    }

    private Tensor block(int number, Tensor x) {
        try (x) {
            return blocks.get(number).forward(x);
        }
    }

    private static Tensor pooled(Tensor x) {
        try (x) {
            return max_pool2d(x, new long[] {3, 3}, TWO, ONE, ONE, false);
        }
    }

    private static Tensor halved(Tensor x) {
        try (x) {
            return avg_pool2d(x, TWO, TWO, NONE, false, false, new LongOptional());
        }
    }

    private Tensor weight(String name) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no weight '" + name + "' in " + weights.keySet());
        }
        return tensor;
    }

    private TensorOptional optional(String name) {
        return new TensorOptional(weight(name)).retainReference();
    }

    private Unit unit(String name) {
        return new Unit(weight(name + "/conv/weights"), new Norm(name + "/norm"));
    }

    /** Batch normalization of the batch, as in training. */
    private final class Norm {
        private final TensorOptional scale;
        private final TensorOptional shift;
        private final TensorOptional mean;
        private final TensorOptional variance;

        Norm(String name) {
            scale = optional(name + "/scale");
            shift = optional(name + "/shift");
            mean = optional(name + "/mean");
            variance = optional(name + "/variance");
        }

        Tensor apply(Tensor x) {
            return batch_norm(x, scale, shift, mean, variance, true, 0.1, 1e-5, false);
        }
    }

    /** Convolution without bias and batch normalization. */
    private record Unit(Tensor kernel, Norm norm) {
        Tensor linear(Tensor x) {
            try (Tensor wide = conv2d(x, kernel, NO_BIAS, ONE, NONE, ONE, 1)) {
                return norm.apply(wide);
            }
        }

        Tensor relu(Tensor x, long[] stride, long[] pads) {
            try (Tensor wide = conv2d(x, kernel, NO_BIAS, stride, pads, ONE, 1);
                    Tensor normalized = norm.apply(wide)) {
                return normalized.relu();
            }
        }
    }

    /** Lite 3x3: a 1x1 convolution and a depthwise 3x3. */
    private record Lite(Tensor point, Tensor depthwise, Norm norm, long channels) {
        Tensor forward(Tensor x) {
            try (Tensor mixed = conv2d(x, point, NO_BIAS, ONE, NONE, ONE, 1);
                    Tensor wide = conv2d(mixed, depthwise, NO_BIAS, ONE, ONE, ONE, channels);
                    Tensor normalized = norm.apply(wide)) {
                return normalized.relu();
            }
        }
    }

    private final class Block {
        private final Unit first;
        private final List<List<Lite>> streams = new ArrayList<>();
        private final Tensor squeeze;
        private final TensorOptional squeezeBias;
        private final Tensor excite;
        private final TensorOptional exciteBias;
        private final Unit third;
        private final boolean turned;
        private final Unit straight;

        Block(String name) {
            first = unit(name + "/conv1");
            for (int stream = 1; stream <= 4; stream++) {
                List<Lite> lites = new ArrayList<>();
                for (int i = 0; i < stream; i++) {
                    lites.add(lite(name + "/stream" + stream + "/" + i));
                }
                streams.add(lites);
            }
            squeeze = weight(name + "/gate/squeeze/weights");
            squeezeBias = optional(name + "/gate/squeeze/bias");
            excite = weight(name + "/gate/excite/weights");
            exciteBias = optional(name + "/gate/excite/bias");
            third = unit(name + "/conv3");
            turned = weights.containsKey(name + "/straight/conv/weights");
            straight = turned ? unit(name + "/straight") : third;
        }

        private Lite lite(String name) {
            Tensor depthwise = weight(name + "/conv/weights");
            return new Lite(weight(name + "/point/weights"), depthwise, new Norm(name + "/norm"), depthwise.size(0));
        }

        Tensor forward(Tensor x) {
            try (Tensor narrow = first.relu(x, ONE, NONE)) {
                Tensor sum = gated(stream(streams.get(0), narrow));
                for (int i = 1; i < streams.size(); i++) {
                    sum = added(sum, gated(stream(streams.get(i), narrow)));
                }
                try (Tensor own = sum;
                        Tensor deep = third.linear(own);
                        Tensor other = turned ? straight.linear(x) : x.alias();
                        Tensor joined = deep.add(other)) {
                    return joined.relu();
                }
            }
        }

        private static Tensor added(Tensor a, Tensor b) {
            try (a;
                    b) {
                return a.add(b);
            }
        }

        private static Tensor stream(List<Lite> lites, Tensor x) {
            Tensor y = lites.get(0).forward(x);
            for (Lite lite : lites.subList(1, lites.size())) {
                try (Tensor read = y) {
                    y = lite.forward(read);
                }
            }
            return y;
        }

        private Tensor gated(Tensor x) {
            try (x;
                    Tensor mean = adaptive_avg_pool2d(x, 1, 1);
                    Tensor narrow = conv2d(mean, squeeze, squeezeBias, ONE, NONE, ONE, 1);
                    Tensor squeezed = narrow.relu();
                    Tensor wide = conv2d(squeezed, excite, exciteBias, ONE, NONE, ONE, 1);
                    Tensor gate = wide.sigmoid()) {
                return x.mul(gate);
            }
        }
    }
}
