package dev.sightline.onnx.graph;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How many channels (axis 1 of [batch, channels, height, width]) the feature maps of a convolutional graph have: found
 * by walking from a tensor back to the convolution, concatenation or input that settles it. One thread.
 */
public final class Channels {
    private static final int CHANNEL_AXIS = 1;
    private static final Set<String> KEEPING = Set.of(
            "Relu",
            "Clip",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Tanh",
            "Softplus",
            "Gelu",
            "Erf",
            "BatchNormalization",
            "InstanceNormalization",
            "GroupNormalization",
            "LRN",
            "Dropout",
            "Identity",
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "Resize",
            "Upsample",
            "Pad");
    private static final Set<String> JOINING = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "Mean");

    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, ValueInfoProto> inputs = new HashMap<>();

    public Channels(GraphProto graph) {
        graph.getNodeList().forEach(n -> n.getOutputList().forEach(o -> producers.put(o, n)));
        graph.getInitializerList().forEach(i -> constants.put(i.getName(), i));
        graph.getInputList().forEach(i -> inputs.put(i.getName(), i));
    }

    /** @throws OnnxException when the graph does not settle it */
    public int of(String featureMap) {
        return find(featureMap)
                .orElseThrow(() -> new OnnxException("the channels of tensor '" + featureMap
                        + "' cannot be told from the graph; cut at a feature map [batch, channels, height, width] that"
                        + " comes from a convolution"));
    }

    private OptionalInt find(String tensor) {
        NodeProto node = producers.get(tensor);
        if (node == null) {
            return constants.containsKey(tensor) ? OptionalInt.empty() : declared(tensor);
        }
        if (node.getOpType().equals("Conv")) {
            TensorProto weights = constants.get(node.getInput(1));
            return weights == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(weights.getDims(0)));
        }
        if (node.getOpType().equals("Concat")) {
            return concatenated(node);
        }
        if (KEEPING.contains(node.getOpType())) {
            return find(node.getInput(0));
        }
        return JOINING.contains(node.getOpType()) ? widest(node.getInputList()) : OptionalInt.empty();
    }

    private OptionalInt declared(String tensor) {
        ValueInfoProto input = inputs.get(tensor);
        if (input == null || input.getType().getTensorType().getShape().getDimCount() <= CHANNEL_AXIS) {
            return OptionalInt.empty();
        }
        var side = input.getType().getTensorType().getShape().getDim(CHANNEL_AXIS);
        return side.hasDimValue() ? OptionalInt.of(Math.toIntExact(side.getDimValue())) : OptionalInt.empty();
    }

    private OptionalInt concatenated(NodeProto node) {
        if (Attributes.integer(node, "axis", 0) != CHANNEL_AXIS) {
            return find(node.getInput(0));
        }
        int sum = 0;
        for (String part : node.getInputList()) {
            OptionalInt channels = find(part);
            if (channels.isEmpty()) {
                return OptionalInt.empty();
            }
            sum += channels.getAsInt();
        }
        return OptionalInt.of(sum);
    }

    /** Broadcasting: a side of 1 stretches, so the largest holds. */
    private OptionalInt widest(List<String> tensors) {
        return tensors.stream()
                .map(this::find)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .max();
    }
}
