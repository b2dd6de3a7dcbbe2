package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.network.Lane;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.RunListener;
import dev.sightline.embedder.pipeline.Outcome.Observed;
import dev.sightline.platform.crops.CropStore;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures the pipeline without Kafka, beside the bare time that ONNX Runtime takes for the very same tensors. Compare
 * on one core (such as with {@code taskset -c 0}): then the pipeline's time is the sum of all its work.
 */
public final class EmbedBench {
    private final EmbedderModels models;
    private final EmbedderPolicy policy;
    private final CropStore store;

    public EmbedBench(EmbedderModels models, EmbedderPolicy policy, CropStore store) {
        this.models = models;
        this.policy = policy;
        this.store = store;
    }

    /**
     * What was measured.
     *
     * @param frames that went through
     * @param crops people and faces that were described
     * @param pipelineSeconds wall time of the pipeline
     * @param pipelineCpuSeconds processor time of the whole process meanwhile, which other load on the machine leaves
     *     alone
     * @param rawSeconds time inside ONNX Runtime for the same tensors and networks, one after another
     * @param rawCpuSeconds processor time of the calling thread inside ONNX Runtime; all of it only with one thread
     *     inside a run
     */
    public record Result(
            int frames,
            int crops,
            double pipelineSeconds,
            double pipelineCpuSeconds,
            double rawSeconds,
            double rawCpuSeconds) {
        public double framesPerSecond() {
            return frames / pipelineSeconds;
        }

        public double cropsPerSecond() {
            return crops / pipelineSeconds;
        }

        /** Pipeline time over raw time: what decoding, resizing, cropping, encoding and queues add. */
        public double overhead() {
            return pipelineSeconds / rawSeconds;
        }

        /** {@link #overhead} in processor time, which other load on the machine disturbs least. */
        public double cpuOverhead() {
            return pipelineCpuSeconds / rawCpuSeconds;
        }
    }

    /**
     * Measures over frames with whole JPEGs. A first pass warms up and notes the tensors (about 5 MB of memory a frame),
     * a second measures the pipeline, a third the bare networks.
     */
    public Result measure(List<Frame> frames) {
        List<Replay> replays = new ArrayList<>();
        for (Network network : models.networks().values()) {
            Replay replay = new Replay(network);
            network.listen(replay);
            replays.add(replay);
        }
        run(frames);
        replays.forEach(Replay::stop);
        long start = System.nanoTime();
        long cpu = processNanos();
        int crops = run(frames);
        long piped = System.nanoTime() - start;
        long pipedCpu = processNanos() - cpu;
        replays.forEach(Replay::run);
        long raw = replays.stream().mapToLong(replay -> replay.nanos).sum();
        long rawCpu = replays.stream().mapToLong(replay -> replay.cpuNanos).sum();
        return new Result(frames.size(), crops, piped / 1e9, pipedCpu / 1e9, raw / 1e9, rawCpu / 1e9);
    }

    /** Processor time of all threads; the platform's extension that every OpenJDK has. */
    private static long processNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private int run(List<Frame> frames) {
        int crops = 0;
        try (FramePipeline pipeline = new FramePipeline(models, policy, store)) {
            pipeline.start();
            Deque<CompletableFuture<Outcome>> waiting = new ArrayDeque<>();
            for (Frame frame : frames) {
                while (!pipeline.hasRoom()) {
                    crops += described(waiting.removeFirst().join());
                }
                waiting.addLast(pipeline.submit(frame));
            }
            for (CompletableFuture<Outcome> outcome : waiting) {
                crops += described(outcome.join());
            }
        }
        return crops;
    }

    private static int described(Outcome outcome) {
        return outcome instanceof Observed observed
                ? (int) observed.observation().getDetectionsList().stream()
                        .filter(d -> d.hasVector() && d.getModality() != Modality.MODALITY_UNSPECIFIED)
                        .count()
                : 0;
    }

    /** Notes the tensors of one network and runs them again. */
    private static final class Replay implements RunListener {
        private final Network network;
        private final List<Noted> noted = new ArrayList<>();
        private long nanos;
        private long cpuNanos;

        private Replay(Network network) {
            this.network = network;
        }

        @Override
        public synchronized void ran(FloatBuffer input, long[] shape, long nanos) {
            float[] values = new float[input.capacity()];
            input.get(0, values);
            noted.add(new Noted(values, shape.clone()));
        }

        private void stop() {
            network.listen(RunListener.NONE);
        }

        private synchronized void run() {
            LongAdder inside = new LongAdder();
            network.listen((input, shape, time) -> inside.add(time));
            cpuNanos = network.use(
                    lane -> noted.stream().mapToLong(note -> note.run(lane)).sum());
            nanos = inside.sum();
            stop();
        }

        private record Noted(float[] values, long[] shape) {
            /** Processor time of the run alone, without filling the tensor. */
            long run(Lane lane) {
                lane.input(shape).put(0, values);
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                lane.run(shape);
                return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            }
        }
    }
}
