package dev.sightline.trainer.publish;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.graph.TorchGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Compares an exported network as ONNX Runtime runs it with the one that LibTorch trained, on real crops: what is deployed
 * must be what was learned.
 *
 * @param worst greatest difference of any number of any unit descriptor
 * @param crops how many were compared
 */
public record ExportCheck(double worst, int crops) {
    /** Greatest difference that counts as equal. */
    public static final double TOLERANCE = 1e-4;

    public boolean holds() {
        return worst <= TOLERANCE;
    }

    /**
     * Runs both on {@code files}.
     *
     * @param trained what LibTorch runs
     * @param exported what ONNX Runtime runs, as it is written to the package
     * @throws IOException naming the picture that cannot be read
     * @throws IllegalStateException when ONNX Runtime does not take the network
     */
    public static ExportCheck of(ModelProto trained, ModelProto exported, InputTensors inputs, List<Path> files)
            throws IOException {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                TorchGraph graph = TorchGraph.load(trained, new Device("cpu"))) {
            Tensor pictures = inputs.plain(files);
            float[] torch = TorchGraph.values(graph.run(pictures, false).descriptors());
            float[] runtime = runtime(exported, TorchGraph.values(pictures), pictures.shape());
            return new ExportCheck(worst(torch, runtime, files.size()), files.size());
        }
    }

    private static float[] runtime(ModelProto model, float[] values, long[] shape) {
        OnnxRuntimeTelemetry.off();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            FloatBuffer out = ((OnnxTensor) result.get(TorchGraph.DESCRIPTOR).orElse(result.get(0))).getFloatBuffer();
            float[] copy = new float[out.remaining()];
            out.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not run the exported network: " + e.getMessage(), e);
        }
    }

    private static double worst(float[] one, float[] other, int rows) {
        if (one.length != other.length) {
            throw new IllegalStateException(
                    "LibTorch gives " + one.length / rows + " numbers a crop, ONNX Runtime " + other.length / rows);
        }
        int dimension = one.length / rows;
        double worst = 0;
        for (int row = 0; row < rows; row++) {
            double mine = norm(one, row * dimension, dimension);
            double its = norm(other, row * dimension, dimension);
            for (int i = row * dimension; i < (row + 1) * dimension; i++) {
                double difference = Math.abs(one[i] / mine - other[i] / its);
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
        }
        return worst;
    }

    private static double norm(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }
}
