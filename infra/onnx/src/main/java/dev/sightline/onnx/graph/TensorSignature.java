package dev.sightline.onnx.graph;

import dev.sightline.onnx.proto.TensorShapeProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.List;

/**
 * What a graph says about one of its inputs or outputs.
 *
 * @param name tensor name
 * @param elementType ONNX number, 1 is float32
 * @param shape sides as text: a number, a symbol such as {@code batch}, or {@code ?}
 */
public record TensorSignature(String name, int elementType, List<String> shape) {
    public TensorSignature {
        shape = List.copyOf(shape);
    }

    static TensorSignature of(ValueInfoProto value) {
        var tensor = value.getType().getTensorType();
        return new TensorSignature(
                value.getName(),
                tensor.getElemType(),
                tensor.getShape().getDimList().stream()
                        .map(TensorSignature::side)
                        .toList());
    }

    private static String side(TensorShapeProto.Dimension side) {
        return switch (side.getValueCase()) {
            case DIM_VALUE -> Long.toString(side.getDimValue());
            case DIM_PARAM -> side.getDimParam();
            case VALUE_NOT_SET -> "?";
        };
    }

    @Override
    public String toString() {
        return name + " [" + String.join(", ", shape) + "]";
    }
}
