package dev.sightline.trainer.network;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.TensorSignature;
import dev.sightline.onnx.proto.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What turns feature maps into a descriptor: pooling of every map, whole and in horizontal stripes (head, trunk, legs: Sun
 * et al., Beyond Part Models, section 3), the results side by side, an optional linear projection, an optional BNNeck. With a neck the network has two outputs, {@code descriptor} (behind it: what the
 * product compares, by cosine) and {@code features} (before it: what metric losses see, Luo et al., Bag of Tricks and A
 * Strong Baseline for Deep Person Re-identification, section 3.5); without one, {@code descriptor} alone. Neither is
 * normalized.
 *
 * @param pooling of each feature map
 * @param stripes of equal height that are pooled besides the whole map; 1: the whole map alone
 * @param projection dimension behind the linear layer; empty leaves the layer out
 * @param neck whether batch normalization follows; its shift stays 0 and does not train
 */
public record Head(FeaturePooling pooling, int stripes, OptionalInt projection, boolean neck) {
    /** Name of the descriptor output, [batch, dimension]. */
    public static final String DESCRIPTOR = "descriptor";
    /** Name of the output before the neck, [batch, dimension]. */
    public static final String FEATURES = "features";

    private static final float FIRST_EXPONENT = 3;
    private static final float SMALLEST = 1e-6f;

    public Head {
        if (stripes < 1) {
            throw new IllegalArgumentException("stripes is " + stripes + ", allowed: 1 or more");
        }
        if (projection.isPresent() && projection.getAsInt() < 1) {
            throw new IllegalArgumentException("projection is " + projection.getAsInt() + ", allowed: 1 or more");
        }
    }

    /** Average and maximum, projection, neck: what did best behind a detector's backbone. */
    public static Head projecting(int dimension, int stripes) {
        return new Head(FeaturePooling.AVERAGE_PLUS_MAX, stripes, OptionalInt.of(dimension), true);
    }

    /**
     * Puts this head on all outputs of a backbone.
     *
     * @param backbone outputs are feature maps {@code [batch, channels, height, width]} with known channels, and rows that
     *     the stripes divide
     * @param seed draws the projection's weights
     * @throws OnnxException when an output is no such feature map
     */
    public ModelProto attach(ModelProto backbone, long seed) {
        List<TensorSignature> maps = new GraphEdit(backbone).outputs();
        GraphBuilder graph = GraphBuilder.continuing(backbone);
        Layers layers = new Layers(graph, seed);
        List<String> pooled = new ArrayList<>();
        for (int m = 0; m < maps.size(); m++) {
            String map = maps.get(m).name();
            String number = maps.size() == 1 ? "" : "/" + m;
            layers.known(map, channels(maps.get(m)));
            pooled.add(pool(layers, graph, map, "pool" + number));
            if (stripes > 1) {
                pooled.add(pool(layers, graph, striped(layers, graph, map, "stripes" + number), "parts" + number));
            }
        }
        String vector = pooled.size() == 1 ? pooled.get(0) : layers.concat("pool", pooled);
        finish(layers, graph, vector);
        return graph.build(Math.toIntExact(backbone.getOpsetImport(0).getVersion()));
    }

    private void finish(Layers layers, GraphBuilder graph, String pooled) {
        String vector = projection.isPresent() ? layers.linear("projection", pooled, projection.getAsInt()) : pooled;
        String side = Integer.toString(layers.channels(vector));
        if (neck) {
            graph.node("Identity", FEATURES, List.of(vector));
            layers.known(FEATURES, layers.channels(vector));
            layers.neck(DESCRIPTOR, FEATURES);
        } else {
            graph.node("Identity", DESCRIPTOR, List.of(vector));
        }
        graph.output(DESCRIPTOR, "batch", side);
        if (neck) {
            graph.output(FEATURES, "batch", side);
        }
    }

    /** Rows lie one after another in a channel, so each stripe of it becomes a channel by another count alone. */
    private String striped(Layers layers, GraphBuilder graph, String map, String name) {
        int channels = Math.multiplyExact(layers.channels(map), stripes);
        String shape = graph.fixed(Tensors.longs(name + "/shape", new long[] {4}, 0, channels, -1, 1));
        layers.known(name, channels);
        return graph.node("Reshape", name, List.of(map, shape));
    }

    private String pool(Layers layers, GraphBuilder graph, String map, String name) {
        return switch (pooling) {
            case AVERAGE -> layers.flat(graph.node("GlobalAveragePool", name + "/mean", List.of(map)), map);
            case AVERAGE_PLUS_MAX -> {
                String mean = graph.node("GlobalAveragePool", name + "/mean", List.of(map));
                String max = graph.node("GlobalMaxPool", name + "/max", List.of(map));
                yield layers.flat(graph.node("Add", name + "/sum", List.of(mean, max)), map);
            }
            case AVERAGE_AND_MAX -> {
                String mean = layers.flat(graph.node("GlobalAveragePool", name + "/mean", List.of(map)), map);
                String max = layers.flat(graph.node("GlobalMaxPool", name + "/max", List.of(map)), map);
                yield layers.concat(name + "/both", List.of(mean, max));
            }
            case GENERALIZED_MEAN -> layers.flat(generalizedMean(graph, map, name), map);
        };
    }

    private static String generalizedMean(GraphBuilder graph, String map, String name) {
        String exponent = graph.constant(Tensors.floats(name + "/exponent", new long[] {1}, FIRST_EXPONENT));
        String smallest = graph.fixed(Tensors.floats(name + "/smallest", new long[0], SMALLEST));
        String positive = graph.node("Clip", name + "/positive", List.of(map, smallest));
        String powers = graph.node("Pow", name + "/powers", List.of(positive, exponent));
        String mean = graph.node("GlobalAveragePool", name + "/mean", List.of(powers));
        String root = graph.node("Reciprocal", name + "/root", List.of(exponent));
        return graph.node("Pow", name + "/generalized", List.of(mean, root));
    }

    private static int channels(TensorSignature map) {
        if (map.shape().size() != 4 || !map.shape().get(1).matches("[0-9]+")) {
            throw new OnnxException(
                    "a head stands on feature maps [batch, channels, height, width] of known channels, but"
                            + " the backbone's output is " + map);
        }
        return Integer.parseInt(map.shape().get(1));
    }
}
