package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.AttributeProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One import under way: the ONNX graph so far and what each TensorFlow node stands for. */
final class Conversion {
    private final GraphBuilder graph;
    private final Map<String, Value> values = new HashMap<>();

    Conversion(GraphBuilder graph) {
        this.graph = graph;
    }

    void put(TfNode node, Value value) {
        values.put(node.name(), value);
    }

    Value value(String node) {
        Value value = values.get(node);
        if (value == null) {
            throw new IllegalStateException("'" + node + "' is read before it is converted");
        }
        return value;
    }

    Value input(TfNode node, int position) {
        if (position >= node.inputs().size()) {
            throw node.unsupported("has " + node.inputs().size() + " inputs, needs " + (position + 1));
        }
        return value(node.inputs().get(position));
    }

    Constant known(TfNode node, int position) {
        if (input(node, position) instanceof Value.Known known) {
            return known.constant();
        }
        throw node.unsupported("input " + position + " must be a constant");
    }

    Value.Computed computed(TfNode node, int position) {
        if (input(node, position) instanceof Value.Computed computed) {
            return computed;
        }
        throw node.unsupported("input " + position + " must not be a constant");
    }

    /** A picture tensor's name, stored channels first. */
    String picture(TfNode node, Value.Computed value) {
        if (value.rank() != 4) {
            throw node.unsupported("needs a tensor of rank 4, got rank " + value.rank());
        }
        return in(value, Layout.CHANNELS_FIRST);
    }

    /** The tensor's name in the layout asked for; transposes only where it lies otherwise. */
    String in(Value.Computed value, Layout layout) {
        if (value.layout().equals(layout)) {
            return value.tensor();
        }
        String moved = value.tensor() + "/" + layout;
        if (!graph.has(moved)) {
            graph.node(
                    "Transpose",
                    moved,
                    List.of(value.tensor()),
                    Attributes.of("perm", value.layout().transposeTo(layout)));
        }
        return moved;
    }

    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return graph.node(operator, output, inputs, attributes);
    }

    /** Adds a constant as it lies. */
    String constant(String name, Constant constant) {
        return graph.constant(Tensors.floats(
                name, Arrays.stream(constant.shape()).asLongStream().toArray(), constant.values()));
    }

    /** A scalar, shared by all who use it. */
    String scalar(float value) {
        String name = "scalar/" + value;
        return graph.has(name) ? name : graph.constant(Tensors.floats(name, new long[0], value));
    }
}
