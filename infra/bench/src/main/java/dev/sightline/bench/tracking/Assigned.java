package dev.sightline.bench.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** One optimal assignment in which a pair must be good enough. */
final class Assigned {
    static final int NONE = LinearAssignment.NONE;

    private Assigned() {}

    /**
     * Pairs rows with columns for the greatest sum.
     *
     * @param gain {@code gain[row][column]}
     * @param least pairs below it are not made; staying alone is worth this much
     * @return for each row its column, or {@link #NONE}
     */
    static int[] most(double[][] gain, double least) {
        int rows = gain.length;
        int columns = rows == 0 ? 0 : gain[0].length;
        double[][] cost = new double[rows][columns + rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns + rows; column++) {
                boolean alone = column == columns + row;
                boolean allowed = column < columns && gain[row][column] >= least;
                cost[row][column] = alone ? 0 : allowed ? least - gain[row][column] : Double.POSITIVE_INFINITY;
            }
        }
        int[] pairs = LinearAssignment.minimize(cost);
        for (int row = 0; row < rows; row++) {
            pairs[row] = pairs[row] >= columns ? NONE : pairs[row];
        }
        return pairs;
    }

    /** Hands each row what it is paired with, and takes both out of their lists. */
    static <R> void take(int[] pairs, List<R> rows, List<Found> columns, BiConsumer<R, Found> see) {
        List<R> seen = new ArrayList<>();
        List<Found> taken = new ArrayList<>();
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] != NONE) {
                seen.add(rows.get(i));
                taken.add(columns.get(pairs[i]));
                see.accept(rows.get(i), columns.get(pairs[i]));
            }
        }
        rows.removeAll(seen);
        columns.removeAll(taken);
    }
}
