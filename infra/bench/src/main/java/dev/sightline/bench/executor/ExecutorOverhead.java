package dev.sightline.bench.executor;

import dev.sightline.trainer.graph.Parameter;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.network.Networks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Forward and backward of OSNet x0.25 as a graph under {@link TorchGraph} and written by hand against LibTorch: same
 * weights, same pictures, one thread, in turn within one run.
 */
public final class ExecutorOverhead {
    private static final int WARM_UP = 3;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private ExecutorOverhead() {}

    /** {@code ExecutorOverhead [ROUNDS [BATCH [HEIGHT WIDTH]]]}, 30 rounds of 8 pictures of 256x128 by default. */
    public static void main(String[] arguments) {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int rounds = numbers.length > 0 ? numbers[0] : 30;
        int batch = numbers.length > 1 ? numbers[1] : 8;
        int height = numbers.length > 3 ? numbers[2] : 256;
        int width = numbers.length > 3 ? numbers[3] : 128;
        torch.set_num_threads(1);
        System.out.printf(
                "OSNet x0.25, %d pictures of %dx%d, forward and backward, one thread%n", batch, height, width);
        new ExecutorOverhead().measure(rounds, new long[] {batch, 3, height, width});
        System.exit(0); // Native threads may linger.
    }

    private void measure(int rounds, long[] shape) {
        try (TorchGraph graph = TorchGraph.load(
                        Networks.byName("osnet-x0.25", (int) shape[2], (int) shape[3], 512, 1), new Device("cpu"));
                PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = new HashMap<>(graph.statistics());
            for (Parameter parameter : graph.parameters()) {
                weights.put(parameter.name(), parameter.tensor());
            }
            HandWrittenOsNet byHand = new HandWrittenOsNet(weights);
            Tensor images = Tensor.create(noise(shape), shape).contiguous(MemoryFormat.ChannelsLast);
            requireSame(graph.run(images, true).descriptors(), byHand.forward(images));
            long[][] executor = new long[rounds + WARM_UP][];
            long[][] hand = new long[rounds + WARM_UP][];
            for (int i = 0; i < rounds + WARM_UP; i++) {
                if (i % 2 == 0) {
                    executor[i] = timed(() -> graph.run(images, true).descriptors());
                    hand[i] = timed(() -> byHand.forward(images));
                } else {
                    hand[i] = timed(() -> byHand.forward(images));
                    executor[i] = timed(() -> graph.run(images, true).descriptors());
                }
            }
            report("wall clock", executor, hand, 0);
            report("CPU of the thread", executor, hand, 1);
        }
    }

    private static float[] noise(long[] shape) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void requireSame(Tensor graph, Tensor byHand) {
        double farthest = graph.sub(byHand).abs().max().item_double();
        if (farthest > 1e-4) {
            throw new IllegalStateException("the two networks differ by " + farthest + ", so nothing can be compared");
        }
    }

    /** Nanoseconds by the wall and of this thread. */
    private long[] timed(Supplier<Tensor> forward) {
        long wall = System.nanoTime();
        long own = threads.getCurrentThreadCpuTime();
        try (PointerScope scope = new PointerScope()) {
            forward.get().sum().backward();
        }
        return new long[] {System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - own};
    }

    private static void report(String clock, long[][] executor, long[][] hand, int column) {
        double[] ratios = new double[executor.length - WARM_UP];
        double[] left = new double[ratios.length];
        double[] right = new double[ratios.length];
        for (int i = 0; i < ratios.length; i++) {
            left[i] = executor[i + WARM_UP][column] / 1e6;
            right[i] = hand[i + WARM_UP][column] / 1e6;
            ratios[i] = left[i] / right[i];
        }
        System.out.printf(
                "%s: executor %.1f ms, by hand %.1f ms, executor/by hand %.3f (medians of %d rounds; quartiles %.3f-%.3f)%n",
                clock,
                at(left, 0.5),
                at(right, 0.5),
                at(ratios, 0.5),
                ratios.length,
                at(ratios, 0.25),
                at(ratios, 0.75));
    }

    private static double at(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
