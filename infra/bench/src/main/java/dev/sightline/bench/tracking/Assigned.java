package dev.sightline.bench.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;

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
}
