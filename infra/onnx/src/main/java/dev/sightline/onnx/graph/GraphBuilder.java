package dev.sightline.onnx.graph;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.OperatorSetIdProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.onnx.proto.TensorShapeProto;
import dev.sightline.onnx.proto.TypeProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A new model, built node by node in the order of computation. Sides of shapes are text: a number or a symbol such as
 * {@code batch}. Every tensor name is given once; a node may read only what is there already, so what comes out is in
 * topological order. One thread.
 */
public final class GraphBuilder {
    private static final int IR_VERSION = 8;
    private static final String PRODUCER = "sightline";

    private final GraphProto.Builder graph;
    private final ModelProto base;
    private final Set<String> tensors = new HashSet<>();

    public GraphBuilder(String name) {
        this(GraphProto.newBuilder().setName(name), ModelProto.getDefaultInstance());
    }

    private GraphBuilder(GraphProto.Builder graph, ModelProto base) {
        this.graph = graph;
        this.base = base;
    }

    /** Goes on where a model ends: with its inputs, constants and nodes, but none of its outputs. */
    public static GraphBuilder continuing(ModelProto model) {
        GraphProto whole = model.getGraph();
        GraphBuilder built = new GraphBuilder(whole.toBuilder().clearOutput(), model);
        whole.getInputList().forEach(i -> built.tensors.add(i.getName()));
        whole.getInitializerList().forEach(i -> built.tensors.add(i.getName()));
        whole.getNodeList().forEach(n -> built.tensors.addAll(n.getOutputList()));
        return built;
    }

    /** Adds a float32 input. */
    public GraphBuilder input(String name, String... shape) {
        define(name);
        graph.addInput(value(name, shape));
        return this;
    }

    /** Declares a tensor as float32 output. */
    public GraphBuilder output(String name, String... shape) {
        require(name, "the outputs");
        graph.addOutput(value(name, shape));
        return this;
    }

    /** Adds a constant and returns its name. */
    public String constant(TensorProto tensor) {
        define(tensor.getName());
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Adds a node with one output and returns the output's name; an empty input name leaves that input out. */
    public String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        node(operator, List.of(output), inputs, attributes);
        return output;
    }

    /** Adds a node with several outputs, named after the first. */
    public void node(String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        inputs.stream().filter(i -> !i.isEmpty()).forEach(i -> require(i, "node '" + outputs.get(0) + "'"));
        outputs.forEach(this::define);
        graph.addNode(NodeProto.newBuilder()
                .setName(outputs.get(0))
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
    }

    /**
     * Adds a constant as a node, and returns its name. Trainers take initializers for weights to learn; a value given
     * this way is part of the computation and stays.
     */
    public String fixed(TensorProto tensor) {
        return node("Constant", tensor.getName(), List.of(), Attributes.of("value", tensor));
    }

    public boolean has(String tensor) {
        return tensors.contains(tensor);
    }

    /**
     * The whole model. One that continues another keeps that one's operator set, and {@code opset} must not be larger.
     *
     * @throws OnnxException when there is nothing to compute, or the operator sets do not go together
     */
    public ModelProto build(int opset) {
        if (graph.getNodeCount() == 0 || graph.getOutputCount() == 0) {
            throw new OnnxException("graph '" + graph.getName() + "' needs at least one node and one output");
        }
        if (base.hasGraph()) {
            requireOpset(opset);
            return base.toBuilder().setGraph(graph).build();
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .build();
    }

    private void requireOpset(int needed) {
        long known = base.getOpsetImportList().stream()
                .filter(o -> o.getDomain().isEmpty())
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(1);
        if (known < needed) {
            throw new OnnxException("graph '" + graph.getName() + "' is of operator set " + known
                    + ", and what is to be added needs " + needed + "; export it again for a newer one");
        }
    }

    private void define(String tensor) {
        if (!tensors.add(tensor)) {
            throw new OnnxException("tensor '" + tensor + "' is defined twice in graph '" + graph.getName() + "'");
        }
    }

    private void require(String tensor, String reader) {
        if (!tensors.contains(tensor)) {
            throw new OnnxException("tensor '" + tensor + "', which " + reader + " read, is not defined in graph '"
                    + graph.getName() + "'");
        }
    }

    private static ValueInfoProto value(String name, String... shape) {
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
        for (String side : shape) {
            TensorShapeProto.Dimension.Builder dimension = sides.addDimBuilder();
            if (side.matches("[0-9]+")) {
                dimension.setDimValue(Long.parseLong(side));
            } else {
                dimension.setDimParam(side);
            }
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(Tensors.FLOAT).setShape(sides);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
