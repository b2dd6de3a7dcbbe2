package dev.sightline.trainer.graph;

import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Distinguishes a graph's weights from its other constants. A weight is a float initializer with axes that a layer reads where
 * layers have weights: Conv, Gemm and MatMul operands, scale and shift of normalizations, slopes, and what is added or
 * multiplied element by element (biases, layer scales, positions). The means and scales of an input (Sub, Div), bounds
 * of a Clip and numbers without axes stay as they are. The running statistics of batch normalization are kept apart:
 * they change, but not by gradient.
 */
final class Weights {
    private static final Set<String> ANY_INPUT = Set.of("Gemm", "MatMul");
    /** One number for everything is part of a formula, such as the sixth of a hard swish, not something learned. */
    private static final Set<String> ANY_INPUT_OF_SEVERAL_NUMBERS = Set.of("Add", "Mul");

    private static final Map<String, Set<Integer>> BY_INPUT = Map.ofEntries(
            Map.entry("Conv", Set.of(1, 2)),
            Map.entry("ConvTranspose", Set.of(1, 2)),
            Map.entry("BatchNormalization", Set.of(1, 2)),
            Map.entry("InstanceNormalization", Set.of(1, 2)),
            Map.entry("LayerNormalization", Set.of(1, 2)),
            Map.entry("GroupNormalization", Set.of(1, 2)),
            Map.entry("RMSNormalization", Set.of(1)),
            Map.entry("SimplifiedLayerNormalization", Set.of(1)),
            Map.entry("SkipLayerNormalization", Set.of(2, 3, 4)),
            Map.entry("SkipSimplifiedLayerNormalization", Set.of(2, 3)),
            Map.entry("Attention", Set.of(1, 2)),
            Map.entry("MultiHeadAttention", Set.of(3)),
            Map.entry("BiasGelu", Set.of(1)),
            Map.entry("FastGelu", Set.of(1)),
            Map.entry("PRelu", Set.of(1)),
            Map.entry("Pow", Set.of(1)),
            Map.entry("Expand", Set.of(0)));
    private static final Set<String> SAME_NUMBERS =
            Set.of("Identity", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten");
    private static final Set<String> MATRICES = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "Attention");

    private Weights() {}

    /** Nodes that train each weight, by the weight's name and in the order of the file. */
    static Map<String, List<NodeProto>> readers(GraphProto graph) {
        Map<String, List<Use>> uses = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                uses.computeIfAbsent(node.getInput(i), name -> new ArrayList<>())
                        .add(new Use(node, i));
            }
        }
        Map<String, List<NodeProto>> weights = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getDataType() == Tensors.FLOAT && tensor.getDimsCount() > 0) {
                long numbers = tensor.getDimsList().stream().reduce(1L, (x, y) -> x * y);
                List<NodeProto> readers = new ArrayList<>();
                if (learns(tensor.getName(), numbers, uses, readers) && !readers.isEmpty()) {
                    weights.put(tensor.getName(), readers);
                }
            }
        }
        return weights;
    }

    /** A node that reads a tensor as its input of this number. */
    private record Use(NodeProto node, int input) {}

    /** Whether all that reads the tensor, directly or turned and reshaped, reads it as a weight. */
    private static boolean learns(String tensor, long numbers, Map<String, List<Use>> uses, List<NodeProto> readers) {
        for (Use use : uses.getOrDefault(tensor, List.of())) {
            if (SAME_NUMBERS.contains(use.node.getOpType()) && use.input == 0) {
                if (!learns(use.node.getOutput(0), numbers, uses, readers)) {
                    return false;
                }
            } else if (isWeight(use.node, use.input, numbers)) {
                readers.add(use.node);
            } else {
                return false;
            }
        }
        return true;
    }

    /** Names of the running means and variances. */
    static List<String> statistics(GraphProto graph) {
        return graph.getNodeList().stream()
                .filter(n -> n.getOpType().equals("BatchNormalization") && n.getInputCount() > 4)
                .flatMap(n -> List.of(n.getInput(3), n.getInput(4)).stream())
                .distinct()
                .toList();
    }

    /** Matrices and kernels decay; biases, scales and slopes do not. */
    static boolean decays(TensorProto tensor, List<NodeProto> readers) {
        return tensor.getDimsCount() > 1 && readers.stream().anyMatch(n -> MATRICES.contains(n.getOpType()));
    }

    private static boolean isWeight(NodeProto node, int input, long numbers) {
        return ANY_INPUT.contains(node.getOpType())
                || (ANY_INPUT_OF_SEVERAL_NUMBERS.contains(node.getOpType()) && numbers > 1)
                || BY_INPUT.getOrDefault(node.getOpType(), Set.of()).contains(input);
    }
}
