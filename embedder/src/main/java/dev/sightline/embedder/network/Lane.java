package dev.sightline.embedder.network;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sightline.embedder.network.Outputs.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The buffers of one caller of a {@link Network}: per input shape a direct input buffer and, from the second run on,
 * outputs pinned to direct buffers, so that a run neither allocates nor copies. The least recently used shape goes
 * when there are many. One thread at a time.
 */
public final class Lane implements AutoCloseable {
    private static final int SHAPES = 24;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String inputName;
    private final List<String> outputNames;
    private final Supplier<RunListener> listener;
    private final LinkedHashMap<List<Long>, Pinned> byShape = new LinkedHashMap<>(16, 0.75f, true);

    Lane(OrtEnvironment environment, OrtSession session, String inputName, Supplier<RunListener> listener) {
        this.environment = environment;
        this.session = session;
        this.inputName = inputName;
        this.outputNames = List.copyOf(session.getOutputNames());
        this.listener = listener;
    }

    /** The input buffer of a shape, to be filled before {@link #run}. */
    public FloatBuffer input(long... shape) {
        return pinned(shape).input;
    }

    /** Runs the network on what {@link #input} of the same shape holds. */
    public Outputs run(long... shape) {
        Pinned pinned = pinned(shape);
        try {
            if (pinned.outputs.isEmpty()) {
                learn(pinned);
            }
            long start = System.nanoTime();
            session.run(Map.of(inputName, pinned.tensor), Set.of(), pinned.tensors)
                    .close();
            listener.get().ran(pinned.input, shape, System.nanoTime() - start);
            return new Outputs(outputNames, pinned.outputs);
        } catch (OrtException e) {
            throw new NetworkFailure(
                    "network with input '" + inputName + "' cannot run on " + Arrays.toString(shape) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private Pinned pinned(long[] shape) {
        List<Long> key = Arrays.stream(shape).boxed().toList();
        Pinned known = byShape.get(key);
        if (known != null) {
            return known;
        }
        if (byShape.size() >= SHAPES) {
            var eldest = byShape.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
        try {
            FloatBuffer input = floats(shape);
            Pinned made = new Pinned(input, OnnxTensor.createTensor(environment, input, shape));
            byShape.put(key, made);
            return made;
        } catch (OrtException e) {
            throw new NetworkFailure("no tensor of " + Arrays.toString(shape) + ": " + e.getMessage(), e);
        }
    }

    /** One plain run shows the shapes of the outputs; from then on they are pinned. */
    private void learn(Pinned pinned) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(inputName, pinned.tensor))) {
            for (Map.Entry<String, OnnxValue> entry : result) {
                long[] shape = ((TensorInfo) entry.getValue().getInfo()).getShape();
                FloatBuffer values = floats(shape);
                pinned.outputs.put(entry.getKey(), new Output(values, shape));
                pinned.tensors.put(entry.getKey(), OnnxTensor.createTensor(environment, values, shape));
            }
        }
    }

    private static FloatBuffer floats(long[] shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return ByteBuffer.allocateDirect(Math.toIntExact(count * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        byShape.values().forEach(Pinned::close);
        byShape.clear();
    }

    /** Buffers and tensors of one input shape. */
    private static final class Pinned implements AutoCloseable {
        private final FloatBuffer input;
        private final OnnxTensor tensor;
        private final Map<String, Output> outputs = new HashMap<>();
        private final Map<String, OnnxTensor> tensors = new HashMap<>();

        private Pinned(FloatBuffer input, OnnxTensor tensor) {
            this.input = input;
            this.tensor = tensor;
        }

        @Override
        public void close() {
            tensors.values().forEach(OnnxTensor::close);
            tensor.close();
        }
    }
}
