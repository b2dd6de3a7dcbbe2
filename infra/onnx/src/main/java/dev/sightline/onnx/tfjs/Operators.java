package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.OnnxException;
import java.util.Map;
import java.util.TreeMap;

/** The TensorFlow operators that can be imported, besides Const and Placeholder. */
final class Operators {
    private final Map<String, Operator> byName = new TreeMap<>();

    Operators() {
        byName.put("Identity", (node, conversion) -> conversion.input(node, 0));
        byName.put("Conv2D", Convolution::dense);
        byName.put("_FusedConv2D", Convolution::dense);
        byName.put("DepthwiseConv2dNative", Convolution::depthwise);
        byName.put("FusedDepthwiseConv2dNative", Convolution::depthwise);
        byName.put("Add", (node, conversion) -> Elementwise.binary("Add", Float::sum, node, conversion));
        byName.put("Mul", (node, conversion) -> Elementwise.binary("Mul", (a, b) -> a * b, node, conversion));
        byName.put("Relu", (node, conversion) -> Elementwise.unary("Relu", node, conversion));
        byName.put("Sigmoid", (node, conversion) -> Elementwise.unary("Sigmoid", node, conversion));
        byName.put("Relu6", Elementwise::relu6);
        byName.put("Mean", Shaping::mean);
        byName.put("ConcatV2", Shaping::concat);
        byName.put("ResizeBilinear", Shaping::resize);
    }

    /** @throws OnnxException naming node, operator and what is supported */
    Value convert(TfNode node, Conversion conversion) {
        Operator operator = byName.get(node.op());
        if (operator == null) {
            throw new OnnxException("node '" + node.name() + "' has the operator '" + node.op()
                    + "', which cannot be imported; supported: Const, Placeholder, "
                    + String.join(", ", byName.keySet()));
        }
        return operator.convert(node, conversion);
    }
}
