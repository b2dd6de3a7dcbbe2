package dev.sightline.trainer.teach;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Denormals;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import dev.sightline.trainer.augment.Canvas;
import dev.sightline.trainer.graph.TorchGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A teacher that answers: opened, looked at and asked once, so that one that cannot answer is found out before anything long
 * begins. A batch that the file fixes is kept to. Any thread.
 */
public final class RuntimeTeacher implements AutoCloseable {
    /** Small networks on one thread are fastest picture by picture: their maps stay in the cache. */
    private static final int FREE_BATCH = 1;

    private static final int PICTURES = 4;
    /** Squared length below which an answer says nothing. */
    private static final double NOTHING = 1e-12;

    private final Teacher teacher;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final String output;
    private final int batch;
    private final int dimension;

    private RuntimeTeacher(Teacher teacher, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.teacher = teacher;
        this.environment = environment;
        this.session = session;
        this.input = teacher.input().name();
        this.output = session.getOutputNames().contains(TorchGraph.DESCRIPTOR)
                ? TorchGraph.DESCRIPTOR
                : session.getOutputNames().iterator().next();
        this.batch = batch();
        this.dimension = probe();
    }

    /**
     * Opens a teacher and asks it once.
     *
     * @throws OnnxException naming the teacher, what it is and what is supported, when it cannot answer
     */
    public static RuntimeTeacher open(Teacher teacher) {
        OnnxRuntimeTelemetry.off();
        OrtSession session = null;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            Canvas.require(teacher.input());
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            session = environment.createSession(Denormals.flush(teacher.model()).toByteArray(), options);
            return new RuntimeTeacher(teacher, environment, session);
        } catch (OrtException | IllegalArgumentException e) {
            close(session);
            throw new OnnxException("teacher " + teacher.modelId() + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private int batch() throws OrtException {
        if (!session.getInputNames().equals(Set.of(input))) {
            throw new IllegalArgumentException("its inputs are " + session.getInputNames()
                    + ", and its manifest names '" + input + "'; one input, named as in the manifest, is supported");
        }
        NodeInfo named = Objects.requireNonNull(session.getInputInfo().get(input));
        long[] shape = ((TensorInfo) named.getInfo()).getShape();
        long[] wanted = shape(teacher.input(), 1);
        boolean fits = shape.length == PICTURES;
        for (int axis = 1; fits && axis < PICTURES; axis++) {
            fits = shape[axis] < 0 || shape[axis] == wanted[axis];
        }
        if (!fits) {
            throw new IllegalArgumentException("its input is " + Arrays.toString(shape) + ", but by its manifest ("
                    + teacher.input().layout() + ") one crop is " + Arrays.toString(wanted) + "; mend the manifest");
        }
        return shape[0] < 0 ? FREE_BATCH : Math.toIntExact(shape[0]);
    }

    private int probe() throws OrtException {
        long[] shape = shape(teacher.input(), batch);
        float[] gray = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        float[] values = run(gray, shape);
        if (values.length == 0 || values.length % batch != 0) {
            throw new IllegalArgumentException("output '" + output + "' has " + values.length + " numbers for " + batch
                    + " crops; one row of numbers a crop is supported");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("output '" + output + "' is no number for an even picture");
            }
        }
        return values.length / batch;
    }

    private static long[] shape(InputSpec input, int batch) {
        return input.layout() == InputSpec.Layout.NHWC
                ? new long[] {batch, input.height(), input.width(), 3}
                : new long[] {batch, 3, input.height(), input.width()};
    }

    private float[] run(float[] values, long[] shape) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
            FloatBuffer answer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[answer.remaining()];
            answer.get(copy);
            return copy;
        }
    }

    public String modelId() {
        return teacher.modelId();
    }

    public InputSpec input() {
        return teacher.input();
    }

    /** Numbers of one answer. */
    public int dimension() {
        return dimension;
    }

    /**
     * What the teacher makes of pictures.
     *
     * @param canvas as {@link Canvas} has it, on the host
     * @return a row of length 1 for each picture, in order; zeros where the teacher says nothing
     */
    public List<float[]> describe(Tensor canvas) {
        try (PointerScope scope = new PointerScope()) {
            float[] pictures = TorchGraph.values(Canvas.fitted(canvas, teacher.input()));
            int count = Math.toIntExact(canvas.size(0));
            int one = pictures.length / count;
            List<float[]> rows = new ArrayList<>(count);
            for (int from = 0; from < count; from += batch) {
                // The last places of a fixed batch may have no picture; what comes of them is left out.
                float[] together = Arrays.copyOfRange(pictures, from * one, (from + batch) * one);
                float[] answers = run(together, shape(teacher.input(), batch));
                for (int i = 0; i < batch && from + i < count; i++) {
                    rows.add(unit(Arrays.copyOfRange(answers, i * dimension, (i + 1) * dimension)));
                }
            }
            return rows;
        } catch (OrtException e) {
            throw new OnnxException("teacher " + teacher.modelId() + " failed: " + e.getMessage(), e);
        }
    }

    private static float[] unit(float[] row) {
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        if (squares > NOTHING) {
            float length = (float) Math.sqrt(squares);
            for (int i = 0; i < row.length; i++) {
                row[i] /= length;
            }
        }
        return row;
    }

    private static void close(@Nullable OrtSession session) {
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("a teacher cannot be closed: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        close(session);
    }
}
