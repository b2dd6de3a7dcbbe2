package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.HashMap;
import java.util.Map;

/** Sums over pairs of a truth identity and a predicted identity, kept sparse: most pairs never meet. */
final class Overlaps {
    private final Map<Long, double[]> sums = new HashMap<>();
    private final int width;

    /** @param width numbers per pair */
    Overlaps(int width) {
        this.width = width;
    }

    /** The sums of a pair, to add to. */
    double[] at(int truth, int predicted) {
        return sums.computeIfAbsent(((long) truth << 32) | predicted, k -> new double[width]);
    }

    double get(int truth, int predicted) {
        double[] sum = sums.get(((long) truth << 32) | predicted);
        return sum == null ? 0 : sum[0];
    }

    void forEach(Visitor visitor) {
        sums.forEach((key, sum) -> visitor.visit((int) (key >>> 32), (int) (key & 0xffff_ffffL), sum));
    }

    @FunctionalInterface
    interface Visitor {
        void visit(int truth, int predicted, double[] sum);
    }

    /** Pairs rows with columns so that the sum of the gains, none negative, is greatest. */
    static int[] maximize(double[][] gain) {
        double[][] cost = new double[gain.length][];
        for (int r = 0; r < gain.length; r++) {
            cost[r] = new double[gain[r].length];
            for (int c = 0; c < cost[r].length; c++) {
                cost[r][c] = -gain[r][c];
            }
        }
        return LinearAssignment.minimize(cost);
    }
}
