package dev.sightline.embedder.network;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.sightline.onnx.file.Denormals;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded ONNX file with one input. Any number of threads may {@link #use} it at once: the weights are shared, and
 * each caller borrows a {@link Lane}, the buffers of one run. {@link #close()} when nobody runs any more.
 */
public final class Network implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Network.class);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String inputName;
    private final long[] inputShape;
    private final List<Provider> fallbacks;
    private final ConcurrentLinkedDeque<Lane> idle = new ConcurrentLinkedDeque<>();
    private volatile RunListener listener = RunListener.NONE;

    private Network(OrtEnvironment environment, OrtSession session, List<Provider> fallbacks) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.fallbacks = List.copyOf(fallbacks);
        NodeInfo input = session.getInputInfo().values().iterator().next();
        this.inputName = input.getName();
        this.inputShape = ((TensorInfo) input.getInfo()).getShape();
    }

    /**
     * Loads a file with the first providers that this machine has, weights too small for a processor's fast path as zeros.
     *
     * @throws NetworkFailure when the file cannot be loaded by any of them
     * @throws IllegalStateException when ONNX Runtime's telemetry cannot be turned off
     */
    public static Network open(Path onnx, NetworkSettings settings) {
        OnnxRuntimeTelemetry.off();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        List<Provider> left = new ArrayList<>(settings.providers());
        List<Provider> fallbacks = new ArrayList<>();
        Optional<byte[]> flushed = Denormals.flushed(onnx);
        while (true) {
            try (SessionOptions options = options(settings, left, fallbacks)) {
                OrtSession session = flushed.isPresent()
                        ? environment.createSession(flushed.get(), options)
                        : environment.createSession(onnx.toString(), options);
                return new Network(environment, session, fallbacks);
            } catch (OrtException e) {
                Provider first = left.isEmpty() ? Provider.CPU : left.remove(0);
                if (first == Provider.CPU || left.isEmpty()) {
                    throw new NetworkFailure(
                            "network " + onnx.getFileName() + " cannot be loaded: " + e.getMessage(), e);
                }
                passOver(first, fallbacks, e);
            }
        }
    }

    private static SessionOptions options(NetworkSettings settings, List<Provider> left, List<Provider> fallbacks)
            throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(settings.threads());
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setDeterministicCompute(true);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        for (Provider provider : List.copyOf(left)) {
            try {
                provider.addTo(options);
            } catch (OrtException e) {
                left.remove(provider);
                passOver(provider, fallbacks, e);
            }
        }
        return options;
    }

    private static void passOver(Provider provider, List<Provider> fallbacks, OrtException e) {
        fallbacks.add(provider);
        LOG.atWarn()
                .addKeyValue("provider", provider.label())
                .addKeyValue("reason", e.getMessage())
                .log("execution provider is not available here; the next one is used");
    }

    /** Axes of the input; -1 where symbolic. */
    public long[] inputShape() {
        return inputShape.clone();
    }

    /** Whether several pictures may share one run. */
    public boolean batches() {
        return inputShape.length > 0 && inputShape[0] < 0;
    }

    /** Names of the outputs, in the file's order. */
    public List<String> outputNames() {
        return List.copyOf(session.getOutputNames());
    }

    /** Configured providers that were passed over, in order. */
    public List<Provider> fallbacks() {
        return fallbacks;
    }

    /** Calls {@code listener} after every run from now on; for measuring. */
    public void listen(RunListener listener) {
        this.listener = listener;
    }

    /** Runs {@code work} with a lane of its own. The lane must not leave it. */
    public <T> T use(Function<Lane, T> work) {
        Lane lane = idle.pollFirst();
        if (lane == null) {
            lane = new Lane(environment, session, inputName, () -> listener);
        }
        try {
            return work.apply(lane);
        } finally {
            idle.addFirst(lane);
        }
    }

    @Override
    public void close() {
        for (Lane lane = idle.pollFirst(); lane != null; lane = idle.pollFirst()) {
            lane.close();
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new NetworkFailure("network cannot be closed: " + e.getMessage(), e);
        }
    }
}
