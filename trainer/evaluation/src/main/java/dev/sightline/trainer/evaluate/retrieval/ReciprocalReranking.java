package dev.sightline.trainer.evaluate.retrieval;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * k-reciprocal re-ranking (Zhong et al. 2017): two rows are close when their mutual nearest neighbors are the same.
 * Memory and time grow with the square of queries and gallery together: for evaluation, not for the live path.
 *
 * @param k1 neighbors that may be mutual, usually 20
 * @param k2 neighbors whose encodings are averaged, usually 6; 1 for none
 * @param lambda share of the original distance in the result, 0..1, usually .3
 */
public record ReciprocalReranking(int k1, int k2, double lambda) {
    /** Square matrices held at once: distances given, divided, encoded, averaged and blended, and the orders. */
    private static final long MATRICES = 6;

    public ReciprocalReranking {
        if (k1 < 1 || k2 < 1 || !(lambda >= 0 && lambda <= 1)) {
            throw new IllegalArgumentException("k1 " + k1 + ", k2 " + k2 + ", lambda " + lambda
                    + " are not allowed: use k1 and k2 of at least 1 and lambda from 0 to 1");
        }
    }

    /** The values of the paper: 20, 6, .3. */
    public static ReciprocalReranking defaults() {
        return new ReciprocalReranking(20, 6, .3);
    }

    /**
     * Re-ranks.
     *
     * @param squared squared Euclidean distances of all rows, queries first, to all rows
     * @param queries how many of the rows are queries
     * @return distance of each query to each gallery row
     */
    public double[][] rerank(double[][] squared, int queries) {
        double[][] all = blended(squared, queries);
        return Arrays.stream(all)
                .map(row -> Arrays.copyOfRange(row, queries, row.length))
                .toArray(double[][]::new);
    }

    /** Re-ranks rows that are query and gallery at once: distance of each row to each. */
    public double[][] rerankAll(double[][] squared) {
        return blended(squared, squared.length);
    }

    /** @throws IllegalArgumentException when re-ranking {@code rows} rows needs more memory than Java may take */
    static void requireMemory(long rows) {
        long needed = MATRICES * Double.BYTES * rows * rows;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new IllegalArgumentException("re-ranking " + rows + " crops needs " + (needed >> 20)
                    + " MiB of memory, Java may take " + (most >> 20)
                    + "; allow more (JAVA_TOOL_OPTIONS=-Xmx…), use fewer crops or go without re-ranking");
        }
    }

    private double[][] blended(double[][] squared, int queries) {
        double[][] distance = Arrays.stream(squared)
                .map(ReciprocalReranking::dividedByGreatest)
                .toArray(double[][]::new);
        int[][] order = Arrays.stream(distance).map(ReciprocalReranking::order).toArray(int[][]::new);
        double[][] encoding = averaged(encodings(distance, order), order);
        int n = distance.length;
        double[][] result = new double[queries][n];
        for (int q = 0; q < queries; q++) {
            for (int g = 0; g < n; g++) {
                double jaccard = jaccard(encoding[q], encoding[g]);
                result[q][g] = (1 - lambda) * jaccard + lambda * distance[q][g];
            }
        }
        return result;
    }

    private static double[] dividedByGreatest(double[] row) {
        double greatest = Arrays.stream(row).max().orElse(1);
        return Arrays.stream(row).map(d -> d / greatest).toArray();
    }

    private static int[] order(double[] row) {
        return IntStream.range(0, row.length)
                .boxed()
                .sorted((a, b) -> Double.compare(row[a], row[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Rows among the {@code k + 1} nearest (itself included) that have {@code row} among theirs. */
    private static BitSet mutual(int row, int k, int[][] order) {
        BitSet found = new BitSet();
        for (int i = 0; i <= k && i < order.length; i++) {
            int candidate = order[row][i];
            for (int j = 0; j <= k && j < order.length; j++) {
                if (order[candidate][j] == row) {
                    found.set(candidate);
                }
            }
        }
        return found;
    }

    private double[][] encodings(double[][] distance, int[][] order) {
        int half = (int) Math.rint(k1 / 2.0); // half to even, as the authors' numpy does
        double[][] encodings = new double[distance.length][];
        for (int row = 0; row < distance.length; row++) {
            BitSet near = mutual(row, k1, order);
            BitSet wide = (BitSet) near.clone();
            near.stream().forEach(candidate -> {
                BitSet theirs = mutual(candidate, half, order);
                BitSet both = (BitSet) theirs.clone();
                both.and(near);
                if (both.cardinality() > 2.0 / 3 * theirs.cardinality()) {
                    wide.or(theirs);
                }
            });
            encodings[row] = weights(distance[row], wide);
        }
        return encodings;
    }

    private static double[] weights(double[] distance, BitSet near) {
        double[] weights = new double[distance.length];
        near.stream().forEach(i -> weights[i] = Math.exp(-distance[i]));
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    private double[][] averaged(double[][] encodings, int[][] order) {
        if (k2 == 1) {
            return encodings;
        }
        int near = Math.min(k2, encodings.length);
        return Arrays.stream(order)
                .map(row -> {
                    double[] mean = new double[encodings.length];
                    for (int i = 0; i < near; i++) {
                        for (int c = 0; c < mean.length; c++) {
                            mean[c] += encodings[row[i]][c] / near;
                        }
                    }
                    return mean;
                })
                .toArray(double[][]::new);
    }

    private static double jaccard(double[] a, double[] b) {
        double least = 0;
        for (int i = 0; i < a.length; i++) {
            least += Math.min(a[i], b[i]);
        }
        return 1 - least / (2 - least);
    }
}
