package dev.sightline.onnx;

/**
 * A network file that cannot be read, edited or imported. The message names the file, the node or tensor, what was found
 * and what is supported.
 */
public final class OnnxException extends RuntimeException {
    public OnnxException(String message) {
        super(message);
    }

    public OnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
