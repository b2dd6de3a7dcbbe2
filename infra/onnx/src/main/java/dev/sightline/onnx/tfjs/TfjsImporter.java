package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.proto.ModelProto;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns a TensorFlow.js graph model (JSON and weight files) into ONNX, opset 13. The one Placeholder becomes the input
 * {@code [batch, channels, height, width]} with symbolic batch, height and width; outputs of rank 4 are channels first
 * too. Resizes keep their ratio, and padding holds for every size that is a multiple of the network's coarsest stride if
 * the declared size is one. The result depends on the files alone, so its checksum can be pinned. Stateless, any
 * thread.
 */
public final class TfjsImporter {
    private static final int OPSET = 13;

    private TfjsImporter() {}

    /**
     * @param json the model's JSON; its weight files lie beside it
     * @param input name of the ONNX input
     * @param cuts the outputs, in order
     * @throws OnnxException when a file does not read, or an operator is not supported (named with its node)
     */
    public static ModelProto convert(Path json, String input, List<OutputCut> cuts) {
        TfGraph graph = TfGraph.read(json);
        try {
            return convert(graph, input, cuts);
        } catch (OnnxException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(graph.file()) ? e : new OnnxException(graph.file() + ": " + message, e);
        }
    }

    private static ModelProto convert(TfGraph graph, String input, List<OutputCut> cuts) {
        if (cuts.isEmpty()) {
            throw new OnnxException("name at least one output, as node=output");
        }
        GraphBuilder built = new GraphBuilder("tfjs");
        Conversion conversion = new Conversion(built);
        Operators operators = new Operators();
        for (TfNode node : graph.inOrder(cuts.stream().map(OutputCut::node).toList())) {
            conversion.put(
                    node,
                    switch (node.op()) {
                        case "Const" -> new Value.Known(graph.constant(node));
                        case "Placeholder" -> placeholder(node, built, input);
                        default -> operators.convert(node, conversion);
                    });
        }
        cuts.forEach(cut -> output(cut, built, conversion));
        return built.build(OPSET);
    }

    private static Value placeholder(TfNode node, GraphBuilder built, String input) {
        int[] shape = node.declaredShape();
        if (shape.length != 4 || shape[3] < 1) {
            throw node.unsupported("must declare a picture [batch, height, width, channels]");
        }
        if (built.has(input)) {
            throw node.unsupported("is a second input; supported: one");
        }
        built.input(input, SymbolicBatch.BATCH, Integer.toString(shape[3]), "height", "width");
        return new Value.Computed(input, Layout.CHANNELS_FIRST, shape);
    }

    private static void output(OutputCut cut, GraphBuilder built, Conversion conversion) {
        if (!(conversion.value(cut.node()) instanceof Value.Computed computed)) {
            throw new OnnxException("output '" + cut.node() + "' is a constant");
        }
        Layout layout = Layout.preferred(computed.rank());
        built.node("Identity", cut.output(), List.of(conversion.in(computed, layout)));
        int[] logical = layout.logicalOrder();
        String[] sides = new String[computed.rank()];
        for (int i = 0; i < sides.length; i++) {
            int side = computed.shape()[logical[i]];
            boolean fixed = side > 0 && (computed.rank() != 4 || logical[i] == 3);
            sides[i] = i == 0 ? SymbolicBatch.BATCH : fixed ? Integer.toString(side) : cut.output() + "_" + i;
        }
        built.output(cut.output(), sides);
    }
}
