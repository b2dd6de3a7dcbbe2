package dev.sightline.onnx.tfjs;

/** How one TensorFlow operator becomes ONNX nodes. */
@FunctionalInterface
interface Operator {
    /** @throws dev.sightline.onnx.OnnxException naming the node, when it is used in a way that is not supported */
    Value convert(TfNode node, Conversion conversion);
}
