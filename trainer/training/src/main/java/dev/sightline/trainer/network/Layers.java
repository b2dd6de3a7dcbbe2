package dev.sightline.trainer.network;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Layers with freshly drawn weights, written into a graph one after another. Convolutions start as He et al. (Delving
 * Deep into Rectifiers, eq. 14, by what goes out) in the form the reference implementations of our networks use: the
 * deviation is sqrt(2 / (out x kernel area)), also for grouped ones. Normalization starts at scale 1, shift 0; linear
 * layers at deviation .01 or, for a projection, as convolutions do. The same seed draws the same weights. One thread.
 */
final class Layers {
    private static final double LINEAR_DEVIATION = 0.01;
    private static final float EPSILON = 1e-5f;
    /** What running statistics keep of themselves at each step. */
    private static final float KEPT = 0.9f;

    private final GraphBuilder graph;
    private final Random random;
    private final Map<String, Integer> channels = new HashMap<>();
    private final Map<String, Integer> shared = new HashMap<>();

    Layers(GraphBuilder graph, long seed) {
        this.graph = graph;
        this.random = new Random(seed);
    }

    /** Sets the channels of a tensor made elsewhere. */
    void known(String tensor, int count) {
        channels.put(tensor, count);
    }

    int channels(String tensor) {
        Integer count = channels.get(tensor);
        if (count == null) {
            throw new OnnxException("channels of tensor '" + tensor + "' are not known");
        }
        return count;
    }

    String convolution(String name, String x, int out, ConvolutionWindow window) {
        return convolution(name, List.of(x, convolutionWeights(name, x, out, window)), out, window);
    }

    String convolutionWithBias(String name, String x, int out, ConvolutionWindow window) {
        String weights = convolutionWeights(name, x, out, window);
        return convolution(name, List.of(x, weights, zeros(name + "/bias", out)), out, window);
    }

    /** A 1x1 convolution over weights that others share. */
    String point(String name, String x, String weights, String bias) {
        return convolution(
                name, List.of(x, weights, bias), Objects.requireNonNull(shared.get(weights)), ConvolutionWindow.POINT);
    }

    String pointWeights(String name, int in, int out) {
        String weights = drawn(name + "/weights", Math.sqrt(2.0 / out), out, in, 1, 1);
        shared.put(weights, out);
        return weights;
    }

    String batchNorm(String name, String x) {
        return batchNorm(name, x, zeros(name + "/shift", channels(x)));
    }

    /** Batch normalization whose shift is fixed at 0. */
    String neck(String name, String x) {
        int count = channels(x);
        return batchNorm(name, x, graph.fixed(Tensors.floats(name + "/shift", new long[] {count}, new float[count])));
    }

    /** Convolution without bias, and batch normalization. */
    String normalized(String name, String x, int out, ConvolutionWindow window) {
        return batchNorm(name + "/norm", convolution(name + "/conv", x, out, window));
    }

    /** Convolution without bias, batch normalization, ReLU. */
    String unit(String name, String x, int out, ConvolutionWindow window) {
        return activation("Relu", name, normalized(name, x, out, window));
    }

    String activation(String operator, String name, String x) {
        return keeping(graph.node(operator, name, List.of(x)), x);
    }

    String hardSigmoid(String name, String x) {
        return keeping(
                graph.node(
                        "HardSigmoid", name, List.of(x), Attributes.of("alpha", 1f / 6), Attributes.of("beta", 0.5f)),
                x);
    }

    /** Element by element, with channels of the first. */
    String join(String operator, String name, String x, String y) {
        return keeping(graph.node(operator, name, List.of(x, y)), x);
    }

    String globalAverage(String name, String x) {
        return keeping(graph.node("GlobalAveragePool", name, List.of(x)), x);
    }

    String pool(String operator, String name, String x, ConvolutionWindow window) {
        return keeping(
                graph.node(
                        operator,
                        name,
                        List.of(x),
                        Attributes.of("kernel_shape", window.sides(window.kernel())),
                        Attributes.of("strides", window.sides(window.stride())),
                        Attributes.of("pads", window.pads())),
                x);
    }

    /** Pooled {@code [batch, channels, 1, 1]} of a feature map as {@code [batch, channels]}. */
    String flat(String pooled, String map) {
        return keeping(graph.node("Flatten", pooled + "/flat", List.of(pooled), Attributes.of("axis", 1)), map);
    }

    String concat(String name, List<String> parts) {
        known(name, parts.stream().mapToInt(this::channels).sum());
        return graph.node("Concat", name, parts, Attributes.of("axis", 1));
    }

    /** A linear layer that is a plain change of coordinates. */
    String linear(String name, String x, int out) {
        return linear(name, x, out, Math.sqrt(2.0 / out));
    }

    /** A linear layer in the way of classifiers: small weights. */
    String smallLinear(String name, String x, int out) {
        return linear(name, x, out, LINEAR_DEVIATION);
    }

    private String linear(String name, String x, int out, double deviation) {
        String weights = drawn(name + "/weights", deviation, out, channels(x));
        String bias = zeros(name + "/bias", out);
        known(name, out);
        return graph.node("Gemm", name, List.of(x, weights, bias), Attributes.of("transB", 1));
    }

    private String convolution(String name, List<String> inputs, int out, ConvolutionWindow window) {
        known(name, out);
        return graph.node(
                "Conv",
                name,
                inputs,
                Attributes.of("kernel_shape", window.sides(window.kernel())),
                Attributes.of("strides", window.sides(window.stride())),
                Attributes.of("pads", window.pads()),
                Attributes.of("dilations", window.sides(1)),
                Attributes.of("group", window.groups()));
    }

    private String convolutionWeights(String name, String x, int out, ConvolutionWindow window) {
        double deviation = Math.sqrt(2.0 / ((double) out * window.kernel() * window.kernel()));
        int in = channels(x) / window.groups();
        return drawn(name + "/weights", deviation, out, in, window.kernel(), window.kernel());
    }

    private String batchNorm(String name, String x, String shift) {
        int count = channels(x);
        List<String> inputs = List.of(
                x,
                same(name + "/scale", count, 1),
                shift,
                same(name + "/mean", count, 0),
                same(name + "/variance", count, 1));
        return keeping(
                graph.node(
                        "BatchNormalization",
                        name,
                        inputs,
                        Attributes.of("epsilon", EPSILON),
                        Attributes.of("momentum", KEPT)),
                x);
    }

    private String keeping(String tensor, String from) {
        known(tensor, channels(from));
        return tensor;
    }

    private String drawn(String name, double deviation, long... shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return graph.constant(Tensors.floats(name, shape, values));
    }

    String zeros(String name, int count) {
        return same(name, count, 0);
    }

    private String same(String name, int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return graph.constant(Tensors.floats(name, new long[] {count}, values));
    }
}
