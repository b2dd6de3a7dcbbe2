package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.linalg_svdvals;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How a batch of embeddings looks from afar: whether people differ in it at all. A value that the batch cannot tell, such
 * as a genuine distance without two crops of anybody, is NaN.
 *
 * @param activeTriplets share of all triplets whose negative is not farther than the positive by the margin
 * @param genuine mean L2 distance of two crops of one person
 * @param impostor mean L2 distance of two people's crops
 * @param norm mean length of a row, as it came
 * @param scale root mean square length of the rows that were compared
 * @param effectiveRank exp of the entropy of the singular values (Roy and Vetterli 2007): 1 where all rows lie on one line
 * @param people distinct labels
 */
public record EmbeddingHealth(
        double activeTriplets,
        double genuine,
        double impostor,
        double norm,
        double scale,
        double effectiveRank,
        int people) {

    /** Rows of a batch that are compared, all with each other. */
    private static final long MOST_ROWS = 512;

    /**
     * Measures a batch by its first {@value #MOST_ROWS} rows.
     *
     * @param features [N,D] float
     * @param labels [N] int64
     * @param normalized whether rows are compared at length 1, as the loss does
     * @param margin of the triplets, 0 or more; 0 for a soft margin
     */
    public static EmbeddingHealth of(Tensor features, Tensor labels, boolean normalized, double margin) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            long looked = Math.min(MOST_ROWS, features.size(0));
            Tensor rows =
                    features.detach().narrow(0, 0, looked).to(ScalarType.Double).cpu();
            Tensor compared = normalized ? Distance.normalized(rows) : rows;
            int n = (int) rows.size(0);
            long[] people = new long[n];
            new LongPointer(labels.narrow(0, 0, looked).cpu().contiguous().data_ptr()).get(people);
            double[] distances = read(Distance.L2.pairwise(compared));
            double norm =
                    Arrays.stream(read(rows.square().sum(1).sqrt())).average().orElse(Double.NaN);
            double scale = Math.sqrt(
                    Arrays.stream(read(compared.square().sum(1))).average().orElse(Double.NaN));
            double rank = Double.isFinite(norm) && n > 0 ? effectiveRank(compared) : Double.NaN;
            return new EmbeddingHealth(
                    active(distances, people, margin),
                    mean(distances, people, true),
                    mean(distances, people, false),
                    norm,
                    scale,
                    rank,
                    (int) Arrays.stream(people).distinct().count());
        }
    }

    /** The mean over batches of an epoch, each value over the batches that can tell it. */
    public static EmbeddingHealth mean(List<EmbeddingHealth> batches) {
        return new EmbeddingHealth(
                mean(batches, EmbeddingHealth::activeTriplets),
                mean(batches, EmbeddingHealth::genuine),
                mean(batches, EmbeddingHealth::impostor),
                batches.stream().mapToDouble(EmbeddingHealth::norm).average().orElse(Double.NaN),
                batches.stream().mapToDouble(EmbeddingHealth::scale).average().orElse(Double.NaN),
                mean(batches, EmbeddingHealth::effectiveRank),
                batches.stream().mapToInt(EmbeddingHealth::people).max().orElse(0));
    }

    private static double mean(List<EmbeddingHealth> batches, ToDoubleFunction<EmbeddingHealth> value) {
        return batches.stream()
                .mapToDouble(value)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private static double[] read(Tensor tensor) {
        double[] values = new double[(int) tensor.numel()];
        new DoublePointer(tensor.contiguous().data_ptr()).get(values);
        return values;
    }

    private static double effectiveRank(Tensor rows) {
        double[] singular = read(linalg_svdvals(rows));
        double sum = Arrays.stream(singular).sum();
        if (sum == 0) {
            return 1;
        }
        return Math.exp(-Arrays.stream(singular)
                .map(s -> s / sum)
                .filter(p -> p > 0)
                .map(p -> p * Math.log(p))
                .sum());
    }

    private static double mean(double[] distances, long[] people, boolean same) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < people.length; i++) {
            for (int j = i + 1; j < people.length; j++) {
                if ((people[i] == people[j]) == same) {
                    sum += distances[i * people.length + j];
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static double active(double[] distances, long[] people, double margin) {
        long active = 0;
        long all = 0;
        int n = people.length;
        for (int i = 0; i < n; i++) {
            int row = i * n;
            long own = people[i];
            int anchor = i;
            double[] negatives = IntStream.range(0, n)
                    .filter(j -> people[j] != own)
                    .mapToDouble(j -> distances[row + j])
                    .sorted()
                    .toArray();
            double[] positives = IntStream.range(0, n)
                    .filter(j -> people[j] == own && j != anchor)
                    .mapToDouble(j -> distances[row + j])
                    .toArray();
            for (double positive : positives) {
                active += below(negatives, positive + margin);
            }
            all += (long) positives.length * negatives.length;
        }
        return active / (double) all;
    }

    /** How many of the sorted numbers are no greater than {@code bound}. */
    private static int below(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
