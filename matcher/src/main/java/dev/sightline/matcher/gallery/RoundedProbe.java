package dev.sightline.matcher.gallery;

/**
 * A probe as whole numbers, so that its products with rounded rows are summed in registers of 16 bits. They are as large as
 * sums of {@value #CHUNK} products allow: {@link PackedRows#MIDDLE} times the sum of {@value #CHUNK} of them stays within 16 bits.
 *
 * <p>Three steps a, b, c of a row lie in 16 bits as v = a + 32 b + 1024 c. Then a = v - 32 (v >>> 5), and so on, so
 * a p0 + b p1 + c p2 = v p0 + (v >>> 5) (p1 - 32 p0) + (v >>> 10) (p2 - 32 p1), modulo 65536: nothing needs to be masked.
 * The {@link #factors} are p0 and those in brackets.
 */
final class RoundedProbe {
    static final int CHUNK = 48;

    private static final int GREATEST_SUM = Short.MAX_VALUE / PackedRows.MIDDLE;

    /** What to multiply a row's shifted steps by. */
    final short[] factors;
    /** Where the sum of each chunk begins, so that it counts steps from the middle. */
    final short[] begins;

    private final int dimension;
    private float scale;
    private float sum;
    private float length;
    private float addend;

    RoundedProbe(int dimension) {
        this.dimension = dimension;
        this.factors = new short[PackedRows.groups(dimension) * PackedRows.PACKED];
        this.begins = new short[(dimension + CHUNK - 1) / CHUNK];
    }

    /** How much one of its whole numbers is. */
    float scale() {
        return scale;
    }

    /** The sum of its whole numbers: each is multiplied by a row's middle. */
    float sum() {
        return sum;
    }

    /** What a row's slack is to be multiplied by: its length, with what rounding took from it. */
    float length() {
        return length;
    }

    /** By how much its own rounding may lower a cosine, and the roundings of sums. */
    float addend() {
        return addend;
    }

    /** Reads the probe that begins at {@code from}. */
    void round(float[] probes, int from) {
        double step = step(probes, from);
        scale = (float) step;
        int total = 0;
        int before = 0;
        double squares = 0;
        double left = 0;
        for (int d = 0; d < factors.length; d++) {
            float value = d < dimension ? probes[from + d] : 0;
            int whole = scale > 0 ? (int) Math.rint(value / step) : 0;
            int chunk = d / CHUNK;
            begins[chunk] = (short) ((d % CHUNK == 0 ? 0 : begins[chunk]) - PackedRows.MIDDLE * whole);
            factors[d] = (short) (whole - (d % PackedRows.PACKED == 0 ? 0 : before << PackedRows.BITS));
            before = whole;
            total += whole;
            squares += (double) value * value;
            double lost = value - (double) scale * whole;
            left += lost * lost;
        }
        sum = total;
        double rounding = Math.sqrt(left);
        length = Block.up(Math.sqrt(squares) + rounding);
        addend = Block.up(RowMatrix.LENGTH * rounding + ofSums(dimension));
    }

    /** By how much the roundings of sums of products may lower a cosine. */
    static double ofSums(int dimension) {
        return 4 * (dimension + 2) * 0x1p-24;
    }

    /** The least that keeps the sums within bounds, each of their terms having been rounded up by half. */
    private double step(float[] probes, int from) {
        double greatest = 0;
        for (int first = 0; first < dimension; first += CHUNK) {
            double chunk = 0;
            for (int d = first; d < Math.min(dimension, first + CHUNK); d++) {
                chunk += Math.abs(probes[from + d]);
            }
            greatest = Math.max(greatest, chunk);
        }
        return greatest / (GREATEST_SUM - CHUNK / 2 - 1);
    }
}
