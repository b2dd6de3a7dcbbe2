package dev.sightline.trainer.network;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sightline.onnx.proto.ModelProto;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs a network once with ONNX Runtime: what every reader of our files does. */
public final class RuntimeRun {

    /** An output: its shape and row-major values. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Output(long[] shape, float[] values) {}

    /** What one run gave, in the order of the graph. */
    public record Outputs(Map<String, Output> byName) {
        public Output get(String name) {
            Output output = byName.get(name);
            if (output == null) {
                throw new AssertionError("no output '" + name + "' in " + byName.keySet());
            }
            return output;
        }

        public List<String> names() {
            return List.copyOf(byName.keySet());
        }
    }

    private RuntimeRun() {}

    public static Outputs of(ModelProto model, long[] shape, float[] picture) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
                String input = session.getInputNames().iterator().next();
                return run(session, input, OnnxTensor.createTensor(environment, FloatBuffer.wrap(picture), shape));
            }
        }
    }

    private static Outputs run(OrtSession session, String input, OnnxTensor picture) throws OrtException {
        try (picture;
                OrtSession.Result result = session.run(Map.of(input, picture))) {
            Map<String, Output> outputs = new LinkedHashMap<>();
            for (var output : result) {
                OnnxTensor tensor = (OnnxTensor) output.getValue();
                FloatBuffer values = tensor.getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                outputs.put(output.getKey(), new Output(tensor.getInfo().getShape(), copy));
            }
            return new Outputs(outputs);
        }
    }

    public static float[] noise(long seed, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
