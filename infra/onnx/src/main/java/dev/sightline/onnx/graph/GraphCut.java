package dev.sightline.onnx.graph;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorShapeProto;
import dev.sightline.onnx.proto.TypeProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a network up to chosen tensors, which become its outputs: nodes, constants and inputs that none of them
 * needs are left out, everything else stays as it was. Stateless, any thread.
 */
public final class GraphCut {
    private static final int NAMES_SHOWN = 5;

    private GraphCut() {}

    /**
     * Cuts at feature maps. Each output is declared float32 {@code [batch, channels, ?, ?]} with symbolic height and
     * width, the channels as {@link Channels} finds them.
     *
     * @throws OnnxException when a tensor is not computed by the graph, or its channels cannot be told
     */
    public static ModelProto at(ModelProto model, List<String> featureMaps) {
        GraphProto.Builder part = part(model, featureMaps);
        Channels channels = new Channels(model.getGraph());
        featureMaps.forEach(map -> part.addOutput(featureMap(map, channels.of(map))));
        return model.toBuilder().setGraph(part).build();
    }

    /**
     * Cuts at any tensors. Outputs are declared float32, and nothing is said of their shapes, which a run shows.
     *
     * @throws OnnxException when a tensor is not computed by the graph
     */
    public static ModelProto anywhere(ModelProto model, List<String> tensors) {
        GraphProto.Builder part = part(model, tensors);
        tensors.forEach(name -> part.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(Tensors.FLOAT)))));
        return model.toBuilder().setGraph(part).build();
    }

    private static GraphProto.Builder part(ModelProto model, List<String> tensors) {
        if (tensors.isEmpty()) {
            throw new OnnxException("name at least one tensor to cut at");
        }
        GraphProto whole = model.getGraph();
        requireComputed(tensors, whole);
        Set<String> needed = new HashSet<>(tensors);
        BitSet kept = new BitSet(whole.getNodeCount());
        for (int i = whole.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = whole.getNode(i);
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                kept.set(i);
                needed.addAll(node.getInputList());
            }
        }
        GraphProto.Builder part =
                whole.toBuilder().clearNode().clearInitializer().clearInput().clearOutput();
        part.clearValueInfo();
        kept.stream().mapToObj(whole::getNode).forEach(part::addNode);
        whole.getInitializerList().stream()
                .filter(i -> needed.contains(i.getName()))
                .forEach(part::addInitializer);
        whole.getInputList().stream().filter(i -> needed.contains(i.getName())).forEach(part::addInput);
        return part;
    }

    private static void requireComputed(List<String> tensors, GraphProto graph) {
        List<String> known = graph.getNodeList().stream()
                .flatMap(n -> n.getOutputList().stream())
                .toList();
        for (String tensor : tensors) {
            if (!known.contains(tensor)) {
                throw new OnnxException("no node of graph '" + graph.getName() + "' computes tensor '" + tensor
                        + "'; it computes " + known.size() + ", the last of them " + last(known));
            }
        }
    }

    private static List<String> last(List<String> names) {
        return names.subList(Math.max(0, names.size() - NAMES_SHOWN), names.size());
    }

    private static ValueInfoProto featureMap(String name, int channels) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(SymbolicBatch.BATCH);
        shape.addDimBuilder().setDimValue(channels);
        shape.addDimBuilder().setDimParam(name + "/height");
        shape.addDimBuilder().setDimParam(name + "/width");
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(Tensors.FLOAT).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
