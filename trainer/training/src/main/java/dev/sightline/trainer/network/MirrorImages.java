package dev.sightline.trainer.network;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lets a descriptor network look at each picture and at its mirror image: what comes out is the sum of both descriptors,
 * each at length 1 before. A person seen from the left is so described more like the same person seen from the right, for
 * twice the work. Stateless, any thread.
 */
public final class MirrorImages {
    private static final String OWN = "mirror/";
    private static final String BOTH = OWN + "both";
    private static final String DESCRIPTORS = OWN + "descriptors";
    private static final int WIDTH_AXIS = 3;
    private static final int SLICES_BACKWARDS = 10;
    private static final long[] ONE = {1};

    private MirrorImages() {}

    /** Whether a network is one that {@link #summed} made. */
    public static boolean in(ModelProto model) {
        return model.getGraph().getNodeList().stream()
                .anyMatch(n -> n.getOutputList().contains(DESCRIPTORS));
    }

    /**
     * The network with mirror images. Other outputs, which training alone looks at, are no outputs any more.
     *
     * @param model with one input {@code [batch, channels, height, width]}; its output {@value Head#DESCRIPTOR}, or else its
     *     first, is {@code [batch, dimension]} of known dimension; axis 0 is the batch all the way; operator set 10 or newer
     * @throws OnnxException when it is not such a network
     */
    public static ModelProto summed(ModelProto model) {
        requireSlices(model);
        GraphProto whole = model.getGraph();
        String images = whole.getInput(0).getName();
        ValueInfoProto output = whole.getOutputList().stream()
                .filter(o -> o.getName().equals(Head.DESCRIPTOR))
                .findFirst()
                .orElse(whole.getOutput(0));
        String descriptor = output.getName();
        GraphProto.Builder graph = whole.toBuilder().clearNode().clearOutput();
        graph.addAllNode(before(images));
        for (NodeProto node : whole.getNodeList()) {
            graph.addNode(renamed(node, t -> t.equals(images) ? BOTH : t.equals(descriptor) ? DESCRIPTORS : t));
        }
        graph.addAllNode(after(descriptor, dimension(output)));
        graph.addOutput(output);
        whole.getOutputList().stream().filter(o -> !o.equals(output)).forEach(graph::addValueInfo);
        return model.toBuilder().setGraph(graph).build();
    }

    /** What {@link #summed} started from, so that training goes on on single pictures; other networks as they are. */
    public static ModelProto single(ModelProto model) {
        if (!in(model)) {
            return model;
        }
        GraphProto whole = model.getGraph();
        String images = whole.getInput(0).getName();
        String descriptor = whole.getOutput(0).getName();
        GraphProto.Builder graph = whole.toBuilder().clearNode().clearValueInfo();
        List<NodeProto> added = new ArrayList<>(before(images));
        added.addAll(after(descriptor, dimension(whole.getOutput(0))));
        for (NodeProto node : whole.getNodeList()) {
            if (!added.contains(node)) {
                graph.addNode(renamed(node, t -> t.equals(BOTH) ? images : t.equals(DESCRIPTORS) ? descriptor : t));
            }
        }
        for (ValueInfoProto value : whole.getValueInfoList()) {
            if (value.getName().equals(Head.FEATURES)) {
                graph.addOutput(value);
            } else {
                graph.addValueInfo(value);
            }
        }
        return model.toBuilder().setGraph(graph).build();
    }

    /** Pictures, and after them, as further rows of the batch, their mirror images. */
    private static List<NodeProto> before(String images) {
        return List.of(
                constant(OWN + "last", ONE, -1),
                constant(OWN + "end", ONE, -Long.MAX_VALUE), // Beyond the first column, which is so taken too.
                constant(OWN + "width", ONE, WIDTH_AXIS),
                constant(OWN + "backwards", ONE, -1),
                node(
                        "Slice",
                        OWN + "images",
                        List.of(images, OWN + "last", OWN + "end", OWN + "width", OWN + "backwards")),
                node("Concat", BOTH, List.of(images, OWN + "images"), Attributes.of("axis", 0)));
    }

    /** The two halves of the batch one on the other. */
    private static List<NodeProto> after(String descriptor, long dimension) {
        return List.of(
                node("LpNormalization", OWN + "unit", List.of(DESCRIPTORS), Attributes.of("axis", 1)),
                constant(OWN + "shape", new long[] {3}, 2, -1, dimension),
                node("Reshape", OWN + "pairs", List.of(OWN + "unit", OWN + "shape")),
                constant(OWN + "first", new long[0], 0),
                constant(OWN + "second", new long[0], 1),
                node("Gather", OWN + "own", List.of(OWN + "pairs", OWN + "first"), Attributes.of("axis", 0)),
                node("Gather", OWN + "other", List.of(OWN + "pairs", OWN + "second"), Attributes.of("axis", 0)),
                node("Add", descriptor, List.of(OWN + "own", OWN + "other")).toBuilder()
                        .setName(OWN + "sum") // The network's own last node may be called like its output.
                        .build());
    }

    private static NodeProto constant(String name, long[] shape, long... values) {
        return node("Constant", name, List.of(), Attributes.of("value", Tensors.longs(name, shape, values)));
    }

    private static NodeProto node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    private static NodeProto renamed(NodeProto node, UnaryOperator<String> name) {
        NodeProto.Builder renamed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            renamed.setInput(i, name.apply(node.getInput(i)));
        }
        for (int i = 0; i < node.getOutputCount(); i++) {
            renamed.setOutput(i, name.apply(node.getOutput(i)));
        }
        return renamed.build();
    }

    private static void requireSlices(ModelProto model) {
        boolean known = model.getOpsetImportList().stream()
                .anyMatch(o -> o.getDomain().isEmpty() && o.getVersion() >= SLICES_BACKWARDS);
        if (!known) {
            throw new OnnxException("mirror images need operator set " + SLICES_BACKWARDS
                    + " or newer, and the network is of an older one; export it again");
        }
    }

    private static long dimension(ValueInfoProto descriptor) {
        var shape = descriptor.getType().getTensorType().getShape();
        if (shape.getDimCount() != 2 || shape.getDim(1).getDimValue() < 1) {
            throw new OnnxException("output '" + descriptor.getName()
                    + "' must be [batch, dimension] with a known dimension for mirror images to be described too");
        }
        return shape.getDim(1).getDimValue();
    }
}
