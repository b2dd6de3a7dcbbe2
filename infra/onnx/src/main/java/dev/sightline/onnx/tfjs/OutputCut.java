package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.OnnxException;

/**
 * Where a graph is cut: everything after the node is left out.
 *
 * @param node name of a node in the TensorFlow graph
 * @param output name it gets as an output of the ONNX graph
 */
public record OutputCut(String node, String output) {

    /** Reads {@code node=output}. */
    public static OutputCut parse(String text) {
        int sign = text.indexOf('=');
        if (sign < 1 || sign == text.length() - 1) {
            throw new OnnxException("output '" + text + "' must have the form node=output");
        }
        return new OutputCut(text.substring(0, sign), text.substring(sign + 1));
    }
}
