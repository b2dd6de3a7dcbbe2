package dev.sightline.onnx.graph;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model being changed: constants, inputs, outputs, nodes. What is not touched stays as it was. One thread.
 */
public final class GraphEdit {
    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    public GraphEdit(ModelProto model) {
        this.model = model.toBuilder();
        this.graph = this.model.getGraphBuilder();
    }

    /** The model as it is now. */
    public ModelProto model() {
        return model.build();
    }

    public List<NodeProto> nodes() {
        return graph.getNodeList();
    }

    /** What a caller feeds: the graph's inputs without those that only give an initializer a default. */
    public List<TensorSignature> inputs() {
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(i -> constants.add(i.getName()));
        return graph.getInputList().stream()
                .filter(i -> !constants.contains(i.getName()))
                .map(TensorSignature::of)
                .toList();
    }

    public List<TensorSignature> outputs() {
        return graph.getOutputList().stream().map(TensorSignature::of).toList();
    }

    /** A named constant: an initializer or the value of a Constant node. */
    public Optional<TensorProto> constant(String name) {
        for (TensorProto initializer : graph.getInitializerList()) {
            if (initializer.getName().equals(name)) {
                return Optional.of(initializer);
            }
        }
        return graph.getNodeList().stream()
                .filter(n ->
                        n.getOpType().equals("Constant") && n.getOutputList().contains(name))
                .flatMap(n -> Attributes.find(n, "value").stream())
                .map(AttributeProto::getT)
                .findFirst();
    }

    /** Replaces the values of a float32 initializer, keeping its shape: how trained weights go back into their graph. */
    public void setFloats(String initializer, float[] values) {
        int at = initializerAt(initializer);
        long[] shape = graph.getInitializer(at).getDimsList().stream()
                .mapToLong(Long::longValue)
                .toArray();
        graph.setInitializer(at, Tensors.floats(initializer, shape, values));
    }

    /** Adds an initializer; its name must be new. */
    public void addInitializer(TensorProto tensor) {
        if (constant(tensor.getName()).isPresent()) {
            throw new OnnxException("tensor '" + tensor.getName() + "' exists already");
        }
        graph.addInitializer(tensor);
    }

    /** Removes an initializer that no node reads any more; runtimes warn of those. */
    public void dropIfUnread(String initializer) {
        boolean read =
                graph.getNodeList().stream().anyMatch(n -> n.getInputList().contains(initializer));
        for (int i = graph.getInitializerCount() - 1; i >= 0 && !read; i--) {
            if (graph.getInitializer(i).getName().equals(initializer)) {
                graph.removeInitializer(i);
            }
        }
    }

    /** Makes input {@code position} of a node read another tensor. */
    public void setInput(int node, int position, String tensor) {
        graph.setNode(node, graph.getNode(node).toBuilder().setInput(position, tensor));
    }

    /**
     * Puts nodes right behind the one that computes {@code tensor} (first of all nodes, when it is an input); whatever
     * read the tensor reads {@code replacement} from now on, except the new nodes themselves.
     *
     * @param replacement the last of what the new nodes compute
     * @throws OnnxException when the graph neither computes nor is fed the tensor
     */
    public void insertAfter(String tensor, List<NodeProto> nodes, String replacement) {
        int at = inputs().stream().anyMatch(i -> i.name().equals(tensor)) ? 0 : producerOf(tensor) + 1;
        for (int i = at; i < graph.getNodeCount(); i++) {
            for (int position = 0; position < graph.getNode(i).getInputCount(); position++) {
                if (graph.getNode(i).getInput(position).equals(tensor)) {
                    setInput(i, position, replacement);
                }
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            graph.addNode(at + i, nodes.get(i));
        }
    }

    /** Gives an input another name, everywhere. */
    public void renameInput(String from, String to) {
        if (from.equals(to)) {
            return;
        }
        if (constant(to).isPresent() || fedTensors().contains(to)) {
            throw new OnnxException("tensor '" + to + "' exists already");
        }
        for (ValueInfoProto.Builder input : graph.getInputBuilderList()) {
            if (input.getName().equals(from)) {
                input.setName(to);
            }
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (int position = 0; position < graph.getNode(i).getInputCount(); position++) {
                if (graph.getNode(i).getInput(position).equals(from)) {
                    setInput(i, position, to);
                }
            }
        }
    }

    /** Names an axis of an input or output instead of giving it a number. */
    public void setSymbol(String tensor, int axis, String symbol) {
        symbol(graph.getInputBuilderList(), tensor, axis, symbol);
        symbol(graph.getOutputBuilderList(), tensor, axis, symbol);
    }

    /** Forgets the shapes noted for inner tensors, which an edit may have made wrong. */
    public void clearInnerShapes() {
        graph.clearValueInfo();
    }

    /** Names of all tensors whose values depend on what a caller feeds. */
    public Set<String> fedTensors() {
        Set<String> fed = new HashSet<>();
        inputs().forEach(i -> fed.add(i.name()));
        for (NodeProto node : graph.getNodeList()) {
            if (node.getInputList().stream().anyMatch(fed::contains)) {
                fed.addAll(node.getOutputList());
            }
        }
        return fed;
    }

    /** Nodes of each operator, for reports. */
    public Map<String, Integer> operators() {
        Map<String, Integer> counts = new HashMap<>();
        graph.getNodeList().forEach(n -> counts.merge(n.getOpType(), 1, Integer::sum));
        return counts;
    }

    private int producerOf(String tensor) {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            if (graph.getNode(i).getOutputList().contains(tensor)) {
                return i;
            }
        }
        throw new OnnxException("no node of graph '" + graph.getName() + "' computes tensor '" + tensor + "'");
    }

    private int initializerAt(String name) {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(name)) {
                return i;
            }
        }
        throw new OnnxException("no initializer '" + name + "' in graph '" + graph.getName() + "'");
    }

    private static void symbol(List<ValueInfoProto.Builder> values, String tensor, int axis, String symbol) {
        for (ValueInfoProto.Builder value : values) {
            if (value.getName().equals(tensor)) {
                var shape = value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
                if (axis >= shape.getDimCount()) {
                    throw new OnnxException("tensor '" + tensor + "' has no axis " + axis);
                }
                shape.getDimBuilder(axis).setDimParam(symbol);
            }
        }
    }
}
