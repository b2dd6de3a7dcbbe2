package dev.sightline.embedder.network;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Locale;

/** Where ONNX Runtime computes. Only {@link #CPU} is always there; the others need their build and hardware. */
public enum Provider {
    TENSORRT,
    CUDA,
    OPENVINO,
    CPU;

    /** The name in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for an unknown label */
    public static Provider ofLabel(String label) {
        for (Provider p : values()) {
            if (p.label().equals(label)) {
                return p;
            }
        }
        throw new IllegalArgumentException(
                "provider '" + label + "' is unknown; allowed: tensorrt, cuda, openvino, cpu");
    }

    /** @throws OrtException when this build or machine has no such provider */
    void addTo(SessionOptions options) throws OrtException {
        switch (this) {
            case TENSORRT -> options.addTensorrt(0);
            case CUDA -> options.addCUDA(0);
            case OPENVINO -> options.addOpenVINO("");
            case CPU -> options.addCPU(true);
        }
    }
}
