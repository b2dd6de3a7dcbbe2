package dev.sightline.trainer.start;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.GraphCut;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import dev.sightline.platform.text.YamlFile;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.network.FeaturePooling;
import dev.sightline.trainer.network.Head;
import dev.sightline.trainer.recipe.NetworkPlan;
import dev.sightline.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes a start of ONNX files that have no manifest: one, or several side by side in one graph, each cut where its descriptor
 * or its feature maps are; then pooling, a projection and a neck as the recipe says. What runs of it tells shapes, and whether a
 * picture's row depends on the others in its batch, which no descriptor may.
 */
public final class ForeignStart {
    private static final int MAP_AXES = 4;
    private static final int TOKEN_AXES = 3;
    private static final int SHOWN_OF_HASH = 16;
    private static final double NEAR = 1e-3;

    private final List<ForeignNetwork> networks;

    private ForeignStart(List<ForeignNetwork> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * One file.
     *
     * @param input what it is to be given, as {@code size=128x256,color=rgb,mean=0,scale=255}
     * @param cut tensors; none: the first output
     * @param constants what other inputs are given
     * @throws IllegalArgumentException naming what is wrong with the input
     */
    public static ForeignStart of(Path file, String input, List<String> cut, Map<String, Double> constants) {
        return new ForeignStart(List.of(new ForeignNetwork(file, ForeignInput.parse(input), cut, constants)));
    }

    /**
     * Several files, from a YAML list {@code networks} of {@code file}, {@code input}, {@code cut} and {@code constants}; files are
     * looked for beside it.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException naming key, value and what is allowed
     */
    public static ForeignStart read(Path yaml) throws IOException {
        Map<String, Object> tree = YamlFile.map(yaml);
        if (!(tree.get("networks") instanceof List<?> listed) || listed.isEmpty() || tree.size() > 1) {
            throw new IllegalArgumentException(yaml + " has the keys " + tree.keySet()
                    + "; allowed: networks, a list of file, input, cut and constants");
        }
        List<ForeignNetwork> networks = new ArrayList<>();
        for (Object one : listed) {
            networks.add(network(yaml, one));
        }
        return new ForeignStart(networks);
    }

    private static ForeignNetwork network(Path yaml, Object one) {
        List<String> known = List.of("file", "input", "cut", "constants");
        if (!(one instanceof Map<?, ?> map)
                || !known.containsAll(map.keySet())
                || !(map.get("file") instanceof String file)
                || !(map.get("input") instanceof String input)) {
            throw new IllegalArgumentException(yaml + ": networks holds " + one
                    + "; each entry is a map of file and input," + " both text, and maybe cut and constants");
        }
        Object cut = map.containsKey("cut") ? map.get("cut") : List.of();
        List<String> tensors = cut instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(cut));
        Map<String, Double> constants = new LinkedHashMap<>();
        if (map.get("constants") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> {
                if (!(value instanceof Number number)) {
                    throw new IllegalArgumentException(
                            yaml + ": constants." + name + " is '" + value + "'; allowed: a number");
                }
                constants.put(String.valueOf(name), number.doubleValue());
            });
        }
        return new ForeignNetwork(
                yaml.toAbsolutePath().resolveSibling(file), ForeignInput.parse(input), tensors, constants);
    }

    /**
     * The start that a recipe makes of it: {@code network.pooling}, {@code network.stripes} and {@code network.dimension} count.
     *
     * @throws IOException when a file cannot be read
     * @throws OnnxException naming file and tensor, when it cannot be made
     * @throws IllegalArgumentException when the recipe asks for what cannot be
     */
    public StartingNetwork start(Recipe recipe) throws IOException {
        if (recipe.network().rebuild()
                || !recipe.average().with().isEmpty()
                || recipe.learning().taughtBy().isPresent()) {
            throw new IllegalArgumentException(
                    "network.rebuild, average.with and distillation do not go with a start from an"
                            + " ONNX file without a manifest; train it to a package first and go on from that");
        }
        InputSpec spec = networks.get(0).input().spec();
        List<ModelProto> parts = new ArrayList<>();
        for (ForeignNetwork network : networks) {
            parts.add(described(network, networks.size() > 1));
        }
        ModelProto backbone = parts.size() == 1 ? parts.get(0) : Joining.of(parts, networks);
        ModelProto whole = headed(backbone, recipe);
        return new StartingNetwork(whole, spec, StartingNetworks.floats(backbone), parent());
    }

    private String parent() throws IOException {
        List<String> names = new ArrayList<>();
        for (ForeignNetwork network : networks) {
            names.add(network.file().getFileName() + " ("
                    + Checksum.of(network.file()).substring(0, SHOWN_OF_HASH) + ")");
        }
        return String.join(" beside ", names);
    }

    /** The part of one network with outputs whose shapes are known, all [batch, channels, height, width]. */
    private static ModelProto described(ForeignNetwork network, boolean joined) {
        ModelProto part = network.part();
        List<String> outputs =
                part.getGraph().getOutputList().stream().map(o -> o.getName()).toList();
        GraphBuilder graph = GraphBuilder.continuing(part);
        for (String output : outputs) {
            long[] shape = shape(network, GraphCut.anywhere(part, List.of(output)));
            Shaped shaped = shaped(graph, network, output, shape, joined || outputs.size() > 1);
            graph.output(
                    shaped.tensor(),
                    "batch",
                    Long.toString(shaped.channels()),
                    Long.toString(shaped.height()),
                    Long.toString(shaped.width()));
        }
        return graph.build(1);
    }

    /** A tensor as feature maps. */
    private record Shaped(String tensor, long channels, long height, long width) {}

    /** What two pictures give, and that neither knows of the other. */
    private static long[] shape(ForeignNetwork network, ModelProto part) {
        String tensor = part.getGraph().getOutput(0).getName();
        ForeignInput input = network.input();
        long[] sides = {2, 3, input.height(), input.width()};
        float[] values = new float[Math.toIntExact(2L * 3 * input.height() * input.width())];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                TorchGraph graph = TorchGraph.load(part, new Device("cpu"))) {
            Tensor pictures = Tensor.create(values, sides);
            Tensor both = graph.run(pictures, false).descriptors();
            Tensor first = graph.run(pictures.narrow(0, 0, 1), false).descriptors();
            if (both.dim() < 2 || both.size(0) != 2 || first.size(0) != 1) {
                throw new OnnxException(network.file() + ": '" + tensor + "' is " + Arrays.toString(both.shape())
                        + " for two pictures; its first axis must be the batch");
            }
            double size = Math.max(1, first.abs().max().item_double());
            double apart = both.narrow(0, 0, 1).sub(first).abs().max().item_double();
            if (!(apart <= NEAR * size)) {
                throw new OnnxException(network.file() + ": '" + tensor + "' of a picture differs by " + apart
                        + " when another is beside it in the batch, so its arithmetic runs over the batch; export it again for"
                        + " a symbolic batch");
            }
            return both.shape();
        } catch (IllegalStateException e) {
            throw new OnnxException(
                    network.file() + ": up to '" + tensor + "' it does not run on two pictures of " + input.width()
                            + "x" + input.height() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Shaped shaped(
            GraphBuilder graph, ForeignNetwork network, String tensor, long[] shape, boolean several) {
        ForeignInput.Parts parts = network.input().parts();
        if (shape.length == MAP_AXES && parts.channelsLast()) {
            String turned = graph.node(
                    "Transpose", "start/" + tensor, List.of(tensor), Attributes.of("perm", new long[] {0, 3, 1, 2}));
            return new Shaped(turned, shape[3], shape[1], shape[2]);
        }
        if (shape.length == MAP_AXES) {
            return new Shaped(tensor, shape[1], shape[2], shape[3]);
        }
        if (shape.length == TOKEN_AXES && !parts.firstToken()) {
            String turned = graph.node(
                    "Transpose", "start/tokens/" + tensor, List.of(tensor), Attributes.of("perm", new long[] {0, 2, 1
                    }));
            return new Shaped(map(graph, turned, shape[2], shape[1]), shape[2], shape[1], 1);
        }
        if (shape.length > MAP_AXES || shape.length < 2) {
            throw new OnnxException(network.file() + ": '" + tensor + "' has " + shape.length
                    + " axes; supported are vectors, tokens and feature maps");
        }
        String vector = tensor;
        if (shape.length == TOKEN_AXES) {
            String first = graph.fixed(Tensors.longs("start/first/" + tensor, new long[0], 0));
            vector = graph.node("Gather", "start/token/" + tensor, List.of(tensor, first), Attributes.of("axis", 1));
        }
        if (several) {
            // Side by side each counts as much as the others, whatever its length.
            vector = graph.node("LpNormalization", "start/unit/" + tensor, List.of(vector), Attributes.of("axis", 1));
        }
        long width = shape[shape.length - 1];
        return new Shaped(map(graph, vector, width, 1), width, 1, 1);
    }

    private static String map(GraphBuilder graph, String tensor, long channels, long places) {
        String shape =
                graph.fixed(Tensors.longs("start/shape/" + tensor, new long[] {MAP_AXES}, 0, channels, places, 1));
        return graph.node("Reshape", "start/map/" + tensor, List.of(tensor, shape));
    }

    /** A vector of the wanted size stays as it is but for the neck; everything else is pooled and projected. */
    private static ModelProto headed(ModelProto backbone, Recipe recipe) {
        NetworkPlan plan = recipe.network();
        boolean vectors = backbone.getGraph().getOutputList().stream().allMatch(o -> places(o) == 1);
        long all = backbone.getGraph().getOutputList().stream()
                .mapToLong(o -> o.getType().getTensorType().getShape().getDim(1).getDimValue())
                .sum();
        if (vectors && plan.stripes() > 1) {
            throw new IllegalArgumentException("network.stripes is " + plan.stripes()
                    + ", but the start is cut at vectors, which have no rows; allowed: 1");
        }
        FeaturePooling pooling = vectors
                ? FeaturePooling.AVERAGE
                : FeaturePooling.valueOf(plan.pooling().toUpperCase(Locale.ROOT).replace('-', '_'));
        boolean asItIs = vectors && all == plan.dimension();
        return new Head(pooling, plan.stripes(), asItIs ? OptionalInt.empty() : OptionalInt.of(plan.dimension()), true)
                .attach(backbone, recipe.seed());
    }

    private static long places(ValueInfoProto output) {
        var shape = output.getType().getTensorType().getShape();
        return shape.getDim(2).getDimValue() * shape.getDim(3).getDimValue();
    }
}
