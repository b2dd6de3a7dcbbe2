package dev.sightline.onnx.graph;

import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.Optional;
import java.util.Set;

/**
 * Frees a network exported for one picture from its fixed batch. Axis 0 of every input and output becomes the symbol
 * {@code batch}; a Reshape of fed data to a constant shape {@code [1, ...]} copies axis 0 from its input instead (the
 * value 0 in ONNX Reshape); shapes noted for inner tensors are dropped. Right for networks whose axis 0 is the batch
 * all the way, which is how vision networks are exported; a Reshape of weights is left alone.
 */
public final class SymbolicBatch {
    /** The symbol that axis 0 gets. */
    public static final String BATCH = "batch";

    private SymbolicBatch() {}

    /** The same network with a symbolic batch. */
    public static ModelProto apply(ModelProto model) {
        GraphEdit edit = new GraphEdit(model);
        edit.inputs().stream().filter(t -> !t.shape().isEmpty()).forEach(t -> edit.setSymbol(t.name(), 0, BATCH));
        edit.outputs().stream().filter(t -> !t.shape().isEmpty()).forEach(t -> edit.setSymbol(t.name(), 0, BATCH));
        Set<String> fed = edit.fedTensors();
        for (int i = 0; i < edit.nodes().size(); i++) {
            NodeProto node = edit.nodes().get(i);
            if (node.getOpType().equals("Reshape") && fed.contains(node.getInput(0))) {
                freeReshape(edit, i, node.getInput(1));
            }
        }
        edit.clearInnerShapes();
        return edit.model();
    }

    private static void freeReshape(GraphEdit edit, int node, String shapeName) {
        Optional<TensorProto> constant = edit.constant(shapeName);
        if (constant.isEmpty()) {
            return;
        }
        long[] shape = Tensors.longs(constant.get());
        if (shape.length < 2 || shape[0] != 1) {
            return;
        }
        shape[0] = 0;
        String free = shapeName + "/" + BATCH;
        if (edit.constant(free).isEmpty()) {
            edit.addInitializer(Tensors.longs(free, new long[] {shape.length}, shape));
        }
        edit.setInput(node, 1, free);
        edit.dropIfUnread(shapeName);
    }
}
