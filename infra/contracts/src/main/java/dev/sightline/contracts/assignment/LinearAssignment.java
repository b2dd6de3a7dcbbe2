package dev.sightline.contracts.assignment;

import java.util.Arrays;

/**
 * The exact rectangular assignment problem: gives each row at most one column and each column at most one row so that
 * as many allowed pairs as possible are made and, among all such pairings, the sum of their costs is least.
 *
 * <p>Shortest augmenting paths with row and column potentials (Kuhn 1955, Munkres 1957, in the form of Jonker and
 * Volgenant 1987), O(min² · max) for a matrix of {@code min} by {@code max}. Equal input gives an equal result. To let
 * a pair compete with leaving both sides alone, forbid pairs that cost more than that, or add a column of that cost
 * per row. Stateless: safe from any thread.
 */
public final class LinearAssignment {
    /** The result for a row without a column. */
    public static final int NONE = -1;

    private LinearAssignment() {}

    /**
     * Pairs rows with columns.
     *
     * @param cost {@code cost[row][column]}: finite (any sign), or {@link Double#POSITIVE_INFINITY} for a pair that
     *     must not be made; not changed
     * @return per row its column, or {@link #NONE}
     * @throws IllegalArgumentException for rows of unequal length, NaN or negative infinity
     */
    public static int[] minimize(double[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        double forbidden = priceOfForbidden(cost, columns);
        int[] result = new int[rows];
        Arrays.fill(result, NONE);
        if (columns == 0) {
            return result;
        }
        boolean transposed = rows > columns;
        int[] rowOfColumn = solve(priced(cost, transposed, forbidden));
        for (int c = 0; c < rowOfColumn.length; c++) {
            int row = transposed ? c : rowOfColumn[c];
            int column = transposed ? rowOfColumn[c] : c;
            if (rowOfColumn[c] != NONE && cost[row][column] < Double.POSITIVE_INFINITY) {
                result[row] = column;
            }
        }
        return result;
    }

    /** The sum of the costs of the pairs that {@code columns}, a result of {@link #minimize}, makes. */
    public static double total(double[][] cost, int[] columns) {
        double sum = 0;
        for (int row = 0; row < columns.length; row++) {
            if (columns[row] != NONE) {
                sum += cost[row][columns[row]];
            }
        }
        return sum;
    }

    /** More than any pairing of allowed pairs can save over any other, so one allowed pair more always wins. */
    private static double priceOfForbidden(double[][] cost, int columns) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < cost.length; row++) {
            if (cost[row].length != columns) {
                throw new IllegalArgumentException("cost row " + row + " has " + cost[row].length
                        + " columns, row 0 has " + columns + "; all rows must be of one length");
            }
            for (double c : cost[row]) {
                if (Double.isNaN(c) || c == Double.NEGATIVE_INFINITY) {
                    throw new IllegalArgumentException("cost in row " + row + " is " + c
                            + "; allowed: finite numbers, and positive infinity for a pair that must not be made");
                }
                if (c < Double.POSITIVE_INFINITY) {
                    least = Math.min(least, c);
                    most = Math.max(most, c);
                }
            }
        }
        return least > most ? 1 : most + (most - least + 1) * Math.min(cost.length, columns);
    }

    private static double[][] priced(double[][] cost, boolean transposed, double forbidden) {
        int n = transposed ? cost[0].length : cost.length;
        int m = transposed ? cost.length : cost[0].length;
        double[][] priced = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                priced[i][j] = Math.min(transposed ? cost[j][i] : cost[i][j], forbidden);
            }
        }
        return priced;
    }

    /** Rows (no more than columns) one by one, each by a shortest augmenting path; returns the row of each column. */
    private static int[] solve(double[][] cost) {
        int n = cost.length;
        int m = cost[0].length;
        Search search = new Search(cost, new double[n], new double[m + 1], new int[m + 1]);
        Arrays.fill(search.rowOf, NONE);
        for (int row = 0; row < n; row++) {
            search.insert(row);
        }
        return Arrays.copyOf(search.rowOf, m);
    }

    /**
     * The growing pairing. Column {@code m} is the root of the path: it holds the row that is being inserted.
     *
     * @param u row potentials
     * @param v column potentials
     * @param rowOf row of each column
     */
    private record Search(double[][] cost, double[] u, double[] v, int[] rowOf) {

        void insert(int newRow) {
            int root = v.length - 1;
            int[] previous = new int[root];
            double[] slack = new double[root];
            boolean[] reached = new boolean[root + 1];
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            rowOf[root] = newRow;
            int at = root;
            while (rowOf[at] != NONE) {
                reached[at] = true;
                relax(at, slack, previous, reached);
                int next = nearest(slack, reached);
                shift(slack[next], slack, reached);
                at = next;
            }
            while (at != root) {
                rowOf[at] = rowOf[previous[at]];
                at = previous[at];
            }
        }

        private void relax(int from, double[] slack, int[] previous, boolean[] reached) {
            int row = rowOf[from];
            for (int c = 0; c < slack.length; c++) {
                double reduced = cost[row][c] - u[row] - v[c];
                if (!reached[c] && reduced < slack[c]) {
                    slack[c] = reduced;
                    previous[c] = from;
                }
            }
        }

        private static int nearest(double[] slack, boolean[] reached) {
            int best = NONE;
            for (int c = 0; c < slack.length; c++) {
                if (!reached[c] && (best == NONE || slack[c] < slack[best])) {
                    best = c;
                }
            }
            return best;
        }

        private void shift(double delta, double[] slack, boolean[] reached) {
            for (int c = 0; c < reached.length; c++) {
                if (reached[c]) {
                    u[rowOf[c]] += delta;
                    v[c] -= delta;
                } else {
                    slack[c] -= delta;
                }
            }
        }
    }
}
