package dev.sightline.app.evaluate;

import dev.sightline.embedder.CropDescriber;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.trainer.gate.GateInput.Latency;
import dev.sightline.trainer.labeled.LabeledCrop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Times two models on the same pictures: rounds in which first one, then the other describes a batch, on one thread of
 * the processor. Counted is the processor time of that thread, from the file to the descriptor, which other load on the
 * machine disturbs least; the ratio is the median over rounds, because what disturbs a round disturbs both.
 */
final class LatencyRounds {
    private static final int BATCH = 8;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 15;

    private LatencyRounds() {}

    static Latency measure(CropDescribing champion, CropDescribing challenger, List<LabeledCrop> crops)
            throws IOException {
        NetworkSettings oneThread = NetworkSettings.defaults();
        double[] first = new double[ROUNDS];
        double[] second = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        try (CropDescriber one = champion.open(oneThread);
                CropDescriber other = challenger.open(oneThread)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                List<Path> batch = batch(crops, round + WARM_UP);
                // Turn about, so that neither always finds the pictures in memory.
                boolean turned = round % 2 != 0;
                double early = millis(turned ? other : one, batch);
                double late = millis(turned ? one : other, batch);
                if (round >= 0) {
                    first[round] = turned ? late : early;
                    second[round] = turned ? early : late;
                    ratio[round] = second[round] / first[round];
                }
            }
        }
        return new Latency(median(first), median(second), median(ratio));
    }

    private static List<Path> batch(List<LabeledCrop> crops, int round) {
        Path[] batch = new Path[BATCH];
        for (int i = 0; i < BATCH; i++) {
            batch[i] = crops.get((round * BATCH + i) % crops.size()).image();
        }
        return List.of(batch);
    }

    private static double millis(CropDescriber describer, List<Path> batch) throws IOException {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        describer.describe(batch);
        return Math.max(1, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6 / BATCH;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
