package dev.sightline.trainer.publish;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import dev.sightline.trainer.labeled.PairComparison;
import dev.sightline.trainer.loss.VerificationHead.Comparison;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trained head that says whether two descriptors are of one person (DeepFace, Taigman et al. 2014, section 4.2), as a
 * network of its own beside the model's: inputs {@code first} and {@code second}, [batch, dimension] of length 1, outputs
 * {@code logit} and {@code same}, its logistic, [batch, 1]. Owns its session. Any thread.
 */
public final class PairHead implements PairComparison, AutoCloseable {
    /** Its name within a package. */
    public static final String FILE = "pair-head.onnx";

    private static final int OPSET = 13;
    private static final float SMALLEST_SUM = 1e-9f;
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String LOGIT = "logit";
    /** Pairs that are compared at once. */
    private static final int BATCH = 4096;

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private PairHead(Path file, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.environment = environment;
        this.session = session;
    }

    /**
     * The head as a network.
     *
     * @param weight one for each number of a descriptor of length sqrt(dimension), as the loss compares
     * @param bias of the logit
     */
    static ModelProto network(Comparison comparison, float[] weight, float bias) {
        String width = Integer.toString(weight.length);
        GraphBuilder graph =
                new GraphBuilder("pair-head").input(FIRST, "batch", width).input(SECOND, "batch", width);
        String length = graph.constant(Tensors.floats("length", new long[0], (float) Math.sqrt(weight.length)));
        String a = graph.node("Mul", "a", List.of(FIRST, length));
        String b = graph.node("Mul", "b", List.of(SECOND, length));
        String apart = graph.node("Sub", "difference", List.of(a, b));
        if (comparison == Comparison.ABSOLUTE) {
            apart = graph.node("Abs", "apart", List.of(apart));
        } else {
            String smallest = graph.constant(Tensors.floats("smallest", new long[0], SMALLEST_SUM));
            String sizes = graph.node(
                    "Add",
                    "sizes",
                    List.of(graph.node("Abs", "size-a", List.of(a)), graph.node("Abs", "size-b", List.of(b))));
            String sum = graph.node("Max", "sum", List.of(sizes, smallest));
            apart = graph.node("Div", "apart", List.of(graph.node("Mul", "square", List.of(apart, apart)), sum));
        }
        graph.constant(Tensors.floats("weight", new long[] {weight.length, 1}, weight));
        graph.constant(Tensors.floats("bias", new long[] {1}, bias));
        graph.node("Add", LOGIT, List.of(graph.node("MatMul", "weighed", List.of(apart, "weight")), "bias"));
        graph.node("Sigmoid", "same", List.of(LOGIT));
        return graph.output(LOGIT, "batch", "1").output("same", "batch", "1").build(OPSET);
    }

    /** Writes a head into a package. */
    static void write(ModelProto network, Path folder) {
        OnnxFile.write(network, folder.resolve(FILE));
    }

    /**
     * Opens the head of a package.
     *
     * @param folder of the package
     * @throws OnnxException when it has none, or one that cannot be run; says what to do
     */
    public static PairHead open(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new OnnxException("package " + folder + " has no pair head (" + FILE
                    + "); train with the loss verification," + " which keeps one, or compare by cosine");
        }
        OnnxRuntimeTelemetry.off();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new PairHead(file, environment, environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new OnnxException("pair head " + file + " cannot be run: " + e.getMessage(), e);
        }
    }

    @Override
    public double[] scores(List<UnitVector> left, List<UnitVector> right) {
        double[] scores = new double[left.size()];
        for (int from = 0; from < scores.length; from += BATCH) {
            int to = Math.min(scores.length, from + BATCH);
            float[] logits = logits(left.subList(from, to), right.subList(from, to));
            for (int i = from; i < to; i++) {
                scores[i] = logits[i - from];
            }
        }
        return scores;
    }

    private float[] logits(List<UnitVector> left, List<UnitVector> right) {
        long[] shape = {left.size(), left.get(0).dimension()};
        try (OnnxTensor first = OnnxTensor.createTensor(environment, FloatBuffer.wrap(flat(left)), shape);
                OnnxTensor second = OnnxTensor.createTensor(environment, FloatBuffer.wrap(flat(right)), shape);
                OrtSession.Result result = session.run(Map.of(FIRST, first, SECOND, second), Set.of(LOGIT))) {
            float[] logits = new float[left.size()];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(logits);
            return logits;
        } catch (OrtException e) {
            throw new OnnxException(
                    "pair head " + file + " does not take descriptors of " + Arrays.toString(shape) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static float[] flat(List<UnitVector> vectors) {
        int width = vectors.get(0).dimension();
        float[] flat = new float[vectors.size() * width];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i).values(), 0, flat, i * width, width);
        }
        return flat;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("pair head " + file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
