package dev.sightline.trainer.start;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.OperatorSetIdProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.trainer.network.BackboneCut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several networks side by side in one graph: all see the picture that the first is given, which is turned into each other's
 * colors, size, mean and scale in front of it. Tensors are told apart by a letter. Stateless.
 */
final class Joining {
    private static final int RESIZES_HALF_PIXEL = 11;

    private Joining() {}

    /** @throws OnnxException when they are of different operator sets */
    static ModelProto of(List<ModelProto> parts, List<ForeignNetwork> networks) {
        Map<String, Long> operators = operators(parts, networks);
        GraphProto.Builder joined = GraphProto.newBuilder()
                .setName("joined")
                .addInput(parts.get(0).getGraph().getInput(0));
        ForeignInput first = networks.get(0).input();
        for (int i = 0; i < parts.size(); i++) {
            String prefix = (char) ('a' + i) + "/";
            String picture = prefix + "picture";
            joined.addAllNode(fitted(first, networks.get(i).input(), prefix, operators.getOrDefault("", 1L)));
            add(joined, parts.get(i).getGraph(), prefix, picture);
        }
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(
                        parts.stream().mapToLong(ModelProto::getIrVersion).max().orElseThrow())
                .setProducerName("sightline")
                .setGraph(joined);
        operators.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        return model.build();
    }

    private static Map<String, Long> operators(List<ModelProto> parts, List<ForeignNetwork> networks) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (ModelProto part : parts) {
            for (OperatorSetIdProto set : part.getOpsetImportList()) {
                String domain = set.getDomain().equals("ai.onnx") ? "" : set.getDomain();
                Long known = all.putIfAbsent(domain, set.getVersion());
                if (known != null && known != set.getVersion()) {
                    throw new OnnxException("networks side by side are of one operator set, but "
                            + networks.stream()
                                    .map(n -> String.valueOf(n.file().getFileName()))
                                    .collect(Collectors.joining(" and "))
                            + " are of " + known + " and " + set.getVersion() + "; export them for the same");
                }
            }
        }
        return all;
    }

    private static void add(GraphProto.Builder joined, GraphProto part, String prefix, String picture) {
        for (TensorProto tensor : part.getInitializerList()) {
            joined.addInitializer(tensor.toBuilder().setName(prefix + tensor.getName()));
        }
        for (NodeProto node : part.getNodeList()) {
            NodeProto.Builder own = node.toBuilder().setName(prefix + node.getName());
            for (int i = 0; i < node.getInputCount(); i++) {
                String name = node.getInput(i);
                own.setInput(i, name.isEmpty() ? "" : name.equals(BackboneCut.IMAGES) ? picture : prefix + name);
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                own.setOutput(i, node.getOutput(i).isEmpty() ? "" : prefix + node.getOutput(i));
            }
            joined.addNode(own);
        }
        part.getOutputList().forEach(o -> joined.addOutput(o.toBuilder().setName(prefix + o.getName())));
    }

    /** From the picture as the first network is given it to the one that another wants. */
    private static List<NodeProto> fitted(ForeignInput first, ForeignInput own, String prefix, long opset) {
        List<NodeProto> nodes = new ArrayList<>();
        String at = BackboneCut.IMAGES;
        List<Float> mean = first.mean();
        List<Float> scale = first.scale();
        if (own.color() != first.color()) {
            nodes.add(constant(Tensors.longs(prefix + "channels", new long[] {3}, 2, 1, 0)));
            nodes.add(node("Gather", prefix + "flipped", List.of(at, prefix + "channels"), Attributes.of("axis", 1)));
            at = prefix + "flipped";
            mean = List.of(mean.get(2), mean.get(1), mean.get(0));
            scale = List.of(scale.get(2), scale.get(1), scale.get(0));
        }
        if (own.width() != first.width() || own.height() != first.height()) {
            if (opset < RESIZES_HALF_PIXEL) {
                throw new OnnxException("networks of different sizes side by side need operator set "
                        + RESIZES_HALF_PIXEL + " or newer, and these are of " + opset
                        + "; export them again, or give both one size");
            }
            nodes.add(constant(Tensors.floats(prefix + "region", new long[] {0})));
            nodes.add(constant(Tensors.floats(
                    prefix + "sides",
                    new long[] {4},
                    1,
                    1,
                    own.height() / (float) first.height(),
                    own.width() / (float) first.width())));
            nodes.add(node(
                    "Resize",
                    prefix + "resized",
                    List.of(at, prefix + "region", prefix + "sides"),
                    Attributes.of("mode", "linear"),
                    Attributes.of("coordinate_transformation_mode", "half_pixel")));
            at = prefix + "resized";
        }
        float[] shift = new float[3];
        float[] divisor = new float[3];
        for (int c = 0; c < 3; c++) {
            shift[c] = (own.mean().get(c) - mean.get(c)) / scale.get(c);
            divisor[c] = own.scale().get(c) / scale.get(c);
        }
        nodes.add(constant(Tensors.floats(prefix + "shift", new long[] {1, 3, 1, 1}, shift)));
        nodes.add(constant(Tensors.floats(prefix + "divisor", new long[] {1, 3, 1, 1}, divisor)));
        nodes.add(node("Sub", prefix + "shifted", List.of(at, prefix + "shift")));
        nodes.add(node("Div", prefix + "picture", List.of(prefix + "shifted", prefix + "divisor")));
        return nodes;
    }

    private static NodeProto constant(TensorProto tensor) {
        return node("Constant", tensor.getName(), List.of(), Attributes.of("value", tensor));
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
}
