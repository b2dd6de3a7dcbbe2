package dev.sightline.trainer.graph;

import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.NodeProto;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node's attributes, with what the graph says about it.
 *
 * @param node the node
 * @param opset version of the default operator set
 * @param constants by tensor name, without the weights that learn
 */
record NodeReader(NodeProto node, int opset, Map<String, Value> constants) {

    Optional<AttributeProto> find(String attribute) {
        return Attributes.find(node, attribute);
    }

    long integer(String attribute, long otherwise) {
        return Attributes.integer(node, attribute, otherwise);
    }

    boolean flag(String attribute, boolean otherwise) {
        return integer(attribute, otherwise ? 1 : 0) != 0;
    }

    float real(String attribute, float otherwise) {
        return find(attribute).map(AttributeProto::getF).orElse(otherwise);
    }

    String text(String attribute, String otherwise) {
        return Attributes.text(node, attribute, otherwise);
    }

    /** A list of integers, or {@code otherwise} when the attribute is absent. */
    long[] integers(String attribute, long... otherwise) {
        return find(attribute)
                .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray())
                .orElse(otherwise);
    }

    boolean hasInput(int position) {
        return position < node.getInputCount() && !node.getInput(position).isEmpty();
    }

    boolean hasOutput(int position) {
        return position < node.getOutputCount() && !node.getOutput(position).isEmpty();
    }

    /** The one number that an input without axes always has, or null when it is left out or differs by run. */
    @Nullable
    Double fixed(int position) {
        Value value = hasInput(position) ? constants.get(node.getInput(position)) : null;
        if (value instanceof Value.Host host && host.numbers().length == 1) {
            return (double) host.numbers()[0];
        }
        return value instanceof Value.Dense dense && dense.tensor().dim() == 0
                ? dense.tensor().item_double()
                : null;
    }

    UnsupportedOperatorException unsupported(String why) {
        return new UnsupportedOperatorException(
                "node '" + Operation.nameOf(node) + "' (" + node.getOpType() + "): " + why);
    }

    /** Refuses a node of which somebody may read more than the first output. */
    void requireOneOutput() {
        for (int i = 1; i < node.getOutputCount(); i++) {
            if (hasOutput(i)) {
                throw unsupported("supported is its first output only, but '" + node.getOutput(i) + "' is another");
            }
        }
    }
}
