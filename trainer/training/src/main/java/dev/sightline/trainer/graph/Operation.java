package dev.sightline.trainer.graph;

import dev.sightline.onnx.proto.NodeProto;

/** A node made ready to run: its attributes are read already. */
@FunctionalInterface
interface Operation {

    /** The node's output; of a node with several, the list is in {@link Call#more}. */
    Value run(Call call);

    /** Reads a node's attributes once, so that a run does not have to. */
    @FunctionalInterface
    interface Compiler {
        Operation compile(NodeReader node);
    }

    /** A node's name for messages; exporters may leave it empty, then its output names it. */
    static String nameOf(NodeProto node) {
        return node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
    }
}
