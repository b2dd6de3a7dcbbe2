package dev.sightline.trainer.graph;

import dev.sightline.onnx.file.Denormals;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.graph.TensorSignature;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX graph with one input that LibTorch runs node by node under autograd, so that any descriptor network can be
 * trained and its new weights go back into the very same graph. Attributes are read and tensors numbered once, when the
 * graph is loaded; a run only calls LibTorch.
 *
 * <p>The graph owns its weights and frees them in {@link #close()}. What a run makes belongs to the caller's
 * {@link org.bytedeco.javacpp.PointerScope}. One thread.
 */
public final class TorchGraph implements AutoCloseable {
    /** Output that the product uses. */
    public static final String DESCRIPTOR = "descriptor";
    /** Output before the last normalization layer, for training. */
    public static final String FEATURES = "features";

    /** Axes of a batch of pictures and of a kernel over them. */
    private static final int PICTURES = 4;

    private final ModelProto model;
    private final Plan plan;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> statistics = new LinkedHashMap<>();
    private final List<Tensor> owned = new ArrayList<>();
    private final Set<String> frozen = new HashSet<>();

    private TorchGraph(ModelProto model, Device device) {
        this.model = model;
        GraphProto graph = model.getGraph();
        Map<String, List<NodeProto>> readers = Weights.readers(graph);
        List<String> running = Weights.statistics(graph);
        Map<String, Value> constants = new LinkedHashMap<>();
        for (TensorProto proto : graph.getInitializerList()) {
            Value value = own(Sources.constant(proto), device);
            constants.put(proto.getName(), value);
            if (value instanceof Value.Dense dense) {
                keep(proto, dense.tensor(), readers.get(proto.getName()), running);
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Constant")) {
                NodeReader reader = new NodeReader(node, Plan.opset(model), Map.of());
                constants.put(node.getOutput(0), own(Sources.constant(reader), device));
            }
        }
        this.plan = Plan.of(model, constants, device);
    }

    /**
     * Loads a graph from a file.
     *
     * @throws UnsupportedOperatorException naming the file and the nodes that cannot be run
     * @throws IllegalArgumentException when it has not exactly one input
     * @throws dev.sightline.onnx.OnnxException when the file cannot be read
     */
    public static TorchGraph read(Path file, Device device) {
        try {
            return load(OnnxFile.read(file), device);
        } catch (UnsupportedOperatorException e) {
            throw new UnsupportedOperatorException(file + ": " + e.getMessage());
        }
    }

    /**
     * Loads a graph. Weights stored as half floats learn, and are exported, as floats; weights too small for a processor's fast
     * path begin, and are exported, as zeros.
     *
     * @throws UnsupportedOperatorException naming the node that cannot be run
     * @throws IllegalArgumentException when it has not exactly one input
     */
    public static TorchGraph load(ModelProto model, Device device) {
        List<TensorSignature> inputs = new GraphEdit(model).inputs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("a descriptor network has one input, this one has " + inputs);
        }
        return new TorchGraph(Denormals.flush(HalfWeights.restore(model)), device);
    }

    private Value own(Value value, Device device) {
        if (!(value instanceof Value.Dense dense)) {
            return value;
        }
        Tensor tensor = dense.tensor();
        if (!device.is_cpu()) {
            tensor = dense.tensor().to(device, dense.tensor().scalar_type());
            tensor.retainReference();
            dense.tensor().releaseReference();
        }
        owned.add(tensor);
        return Value.of(tensor);
    }

    private void keep(TensorProto proto, Tensor tensor, @Nullable List<NodeProto> readers, List<String> running) {
        if (tensor.dim() == PICTURES) {
            try (PointerScope scope = new PointerScope()) {
                tensor.set_data(tensor.contiguous(MemoryFormat.ChannelsLast));
            }
        }
        if (running.contains(proto.getName())) {
            statistics.put(proto.getName(), tensor);
        } else if (readers != null) {
            tensor.set_requires_grad(true);
            parameters.put(
                    proto.getName(),
                    new Parameter(
                            proto.getName(),
                            tensor,
                            readers.stream().map(Operation::nameOf).toList(),
                            Weights.decays(proto, readers)));
        }
    }

    /** Every weight that may be trained, frozen or not, in the order of the file. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /** The weights that are trained. */
    public List<Parameter> trained() {
        return parameters.values().stream()
                .filter(p -> !frozen.contains(p.name()))
                .toList();
    }

    /** Running means and variances of batch normalization, by name; changed in place by a training run. */
    public Map<String, Tensor> statistics() {
        return Map.copyOf(statistics);
    }

    /**
     * Freezes the nodes whose name matches and lets all others learn: the weights they read get no gradient, and their
     * batch normalizations keep their statistics and use them.
     *
     * @return how many weights are frozen now
     */
    public int freeze(Pattern nodes) {
        frozen.clear();
        for (Parameter parameter : parameters.values()) {
            boolean still =
                    parameter.nodes().stream().allMatch(n -> nodes.matcher(n).find());
            parameter.tensor().set_requires_grad(!still);
            if (still) {
                frozen.add(parameter.name());
            }
        }
        plan.freeze(nodes);
        return frozen.size();
    }

    /**
     * Mixes styles at the nodes whose name matches, in every run with training on.
     *
     * @return the names of these nodes
     */
    public List<String> mixStyles(StyleMixing mixing) {
        return plan.mix(mixing);
    }

    /**
     * Runs the graph.
     *
     * @param input [batch, ...] float, on the graph's device
     * @param training whether dropout and batch statistics are on
     * @return the output {@value #DESCRIPTOR}, or the first one where none is called so, and {@value #FEATURES}
     */
    public NetworkOutput run(Tensor input, boolean training) {
        Tensor channelsLast = input.dim() == PICTURES ? input.contiguous(MemoryFormat.ChannelsLast) : input;
        Map<String, Tensor> outputs = plan.run(channelsLast, training);
        Tensor descriptors =
                outputs.getOrDefault(DESCRIPTOR, outputs.values().iterator().next());
        return new NetworkOutput(outputs.getOrDefault(FEATURES, descriptors), descriptors);
    }

    /** The graph with the present weights and statistics; everything else is as it was read. */
    public ModelProto export() {
        GraphEdit edit = new GraphEdit(model);
        parameters.forEach((name, parameter) -> edit.setFloats(name, values(parameter.tensor())));
        statistics.forEach((name, tensor) -> edit.setFloats(name, values(tensor)));
        return edit.model();
    }

    /** A tensor's values on the host, row-major. */
    public static float[] values(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = tensor.detach().cpu().contiguous();
            float[] values = new float[(int) plain.numel()];
            new FloatPointer(plain.data_ptr_float()).get(values);
            return values;
        }
    }

    @Override
    public void close() {
        plan.close();
        owned.forEach(Tensor::releaseReference);
        owned.clear();
    }
}
