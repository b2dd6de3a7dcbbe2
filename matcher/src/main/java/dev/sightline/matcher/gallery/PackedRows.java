package dev.sightline.matcher.gallery;

/**
 * The rows of a block rounded to five bits a value. An integer holds three values of a row, and in its upper half the same three
 * of the row {@value #HALF} further on; beside it lie those of the next row, and after all rows their next three values. So a
 * register holds one value of many rows, each row has a running sum of its own, and a scan reads a sixth of the bytes and
 * has nothing to add up across a register.
 */
final class PackedRows {
    static final int HALF = Block.ROWS / 2;
    /** Values in half an integer. */
    static final int PACKED = 3;
    /** Of a value. */
    static final int BITS = 5;
    /** The step that stands for a row's {@link #middles}. */
    static final int MIDDLE = 1 << (BITS - 1);

    private static final int MOST = (1 << BITS) - 1;
    /** Steps reach so many standard deviations from the mean, whichever of the two loses less. */
    private static final double NARROW = 2.8;

    private static final double WIDE = 3.5;
    /** Of the few sums and products by which a rounded row is scored or made floats again. */
    private static final double ROUNDINGS = 0x1p-20;

    /** Steps from 0 to 31. */
    final int[] rounded;
    /** How much one step of a row is. */
    final float[] scales = new float[Block.ROWS];
    /** The value that a row's step {@link #MIDDLE} stands for. */
    final float[] middles = new float[Block.ROWS];
    /** At least the length of what rounding took from a row. */
    final float[] lost = new float[Block.ROWS];
    /**
     * What is to be added to a row's cosine to a probe of length 1, so that the mean over its identity's nearest in the group is not
     * below the true one.
     */
    final float[] slacks = new float[Block.ROWS];

    private final float[] exact;
    private final int dimension;

    /** @param exact the rows of the block as they are */
    PackedRows(float[] exact, int dimension) {
        this.exact = exact;
        this.dimension = dimension;
        this.rounded = new int[HALF * groups(dimension)];
    }

    /** How many integers hold the values of a row. */
    static int groups(int dimension) {
        return (dimension + PACKED - 1) / PACKED;
    }

    /** Rounds the row that the block has at {@code row}. */
    void round(int row) {
        int from = row * dimension;
        double sum = 0;
        double squares = 0;
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int d = from; d < from + dimension; d++) {
            float value = exact[d];
            sum += value;
            squares += (double) value * value;
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }
        double mean = sum / dimension;
        double deviation = Math.sqrt(Math.max(0, squares / dimension - mean * mean));
        Fit narrow = fit(from, mean, deviation * NARROW, least, greatest);
        Fit wide = fit(from, mean, deviation * WIDE, least, greatest);
        Fit best = wide.kept > narrow.kept ? wide : narrow;
        scales[row] = (float) best.scale;
        middles[row] = (float) best.middle;
        lost[row] = Block.up(pack(row, best) + error(row));
        slacks[row] = lost[row];
    }

    /** Steps begin at {@code low}; {@code kept} is how much of the square of a row they explain. */
    private record Fit(double low, double perValue, double scale, double middle, double kept) {}

    /** Steps reach so far from the mean, but not beyond what there is; the line by least squares from steps to values. */
    private Fit fit(int from, double mean, double reach, double least, double greatest) {
        double low = Math.max(least, mean - reach);
        double high = Math.min(greatest, mean + reach);
        double perValue = high > low ? MOST / (high - low) : 0;
        long steps = 0;
        long stepSquares = 0;
        double products = 0;
        for (int d = from; d < from + dimension; d++) {
            int step = step(exact[d], low, perValue);
            steps += step;
            stepSquares += (long) step * step;
            products += (double) step * exact[d];
        }
        double meanStep = (double) steps / dimension;
        double variance = stepSquares - steps * meanStep;
        double covariance = products - steps * mean;
        double scale = variance > 0 ? covariance / variance : 0;
        return new Fit(low, perValue, scale, mean + scale * (MIDDLE - meanStep), scale * covariance);
    }

    private static int step(float value, double low, double perValue) {
        return Math.max(0, Math.min(MOST, (int) ((value - low) * perValue + 0.5)));
    }

    /** Writes the steps, and returns the length of what they lose. */
    private double pack(int row, Fit fit) {
        int from = row * dimension;
        int half = row < HALF ? 0 : Short.SIZE;
        double squares = 0;
        for (int group = 0; group < groups(dimension); group++) {
            int bits = 0;
            for (int i = 0; i < PACKED && group * PACKED + i < dimension; i++) {
                float value = exact[from + group * PACKED + i];
                int step = step(value, fit.low, fit.perValue);
                bits |= step << (half + BITS * i);
                double left = value - (middles[row] + (double) scales[row] * (step - MIDDLE));
                squares += left * left;
            }
            int at = group * HALF + row % HALF;
            rounded[at] = rounded[at] & ~(0xffff << half) | bits;
        }
        return Math.sqrt(squares);
    }

    /** Writes what rounding took from each value of a row. */
    void residual(int row, double[] to, int at) {
        int shift = row < HALF ? 0 : Short.SIZE;
        for (int d = 0; d < dimension; d++) {
            int step = rounded[d / PACKED * HALF + row % HALF] >>> (shift + BITS * (d % PACKED)) & MOST;
            to[at + d] = exact[row * dimension + d] - (middles[row] + (double) scales[row] * (step - MIDDLE));
        }
    }

    /** By how much the score of a row may be off because it is computed by floats. */
    double error(int row) {
        return ROUNDINGS * Math.sqrt(dimension) * (Math.abs(middles[row]) + MIDDLE * Math.abs(scales[row]));
    }
}
