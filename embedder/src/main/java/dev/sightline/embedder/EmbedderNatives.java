package dev.sightline.embedder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.sightline.embedder.network.Provider;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_java;

/** Whether the native libraries the embedder needs load on this machine: for diagnosis, not for work. */
public final class EmbedderNatives {
    private EmbedderNatives() {}

    /** Execution providers this build of ONNX Runtime was made with; hardware and drivers may still be missing. */
    public static List<Provider> providers() {
        OnnxRuntimeTelemetry.off();
        EnumSet<OrtProvider> built = OrtEnvironment.getAvailableProviders();
        List<Provider> providers = new ArrayList<>();
        if (built.contains(OrtProvider.TENSOR_RT)) {
            providers.add(Provider.TENSORRT);
        }
        if (built.contains(OrtProvider.CUDA)) {
            providers.add(Provider.CUDA);
        }
        if (built.contains(OrtProvider.OPEN_VINO)) {
            providers.add(Provider.OPENVINO);
        }
        if (built.contains(OrtProvider.CPU)) {
            providers.add(Provider.CPU);
        }
        return providers;
    }

    /** Why OpenCV does not load; empty when it does. */
    public static Optional<String> openCvProblem() {
        try {
            Loader.load(opencv_java.class);
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
