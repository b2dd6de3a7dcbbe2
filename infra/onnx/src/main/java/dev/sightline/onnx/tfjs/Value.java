package dev.sightline.onnx.tfjs;

/** What a node of the TensorFlow graph stands for while it is converted. */
sealed interface Value {

    /** Known now; becomes an initializer where it is used. */
    record Known(Constant constant) implements Value {}

    /**
     * Computed by the ONNX graph.
     *
     * @param tensor its ONNX name
     * @param layout how it is stored
     * @param shape logical sides at the size the model declares; -1 where it declares none
     */
    @SuppressWarnings("ArrayRecordComponent") // package-private, compared by nobody
    record Computed(String tensor, Layout layout, int[] shape) implements Value {
        int rank() {
            return shape.length;
        }
    }
}
