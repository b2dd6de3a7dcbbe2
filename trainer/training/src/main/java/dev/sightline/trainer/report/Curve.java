package dev.sightline.trainer.report;

import java.util.Arrays;

/**
 * A line in a plot.
 *
 * @param name for the legend
 * @param x places
 * @param y values, as many
 */
public record Curve(String name, double[] x, double[] y) {

    public Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "curve '" + name + "' has " + x.length + " places and " + y.length + " values; use as many");
        }
        x = x.clone();
        y = y.clone();
    }

    @Override
    public double[] x() {
        return x.clone();
    }

    @Override
    public double[] y() {
        return y.clone();
    }

    /** The mean of each of at most {@code most} stretches, so that a long run makes a small picture. */
    Curve thinned(int most) {
        int n = x.length;
        if (n <= most) {
            return this;
        }
        double[] places = new double[most];
        double[] values = new double[most];
        for (int i = 0; i < most; i++) {
            int from = (int) ((long) i * n / most);
            int to = (int) ((long) (i + 1) * n / most);
            places[i] = Arrays.stream(x, from, to).average().orElseThrow();
            values[i] = Arrays.stream(y, from, to).average().orElseThrow();
        }
        return new Curve(name, places, values);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Curve c && name.equals(c.name) && Arrays.equals(x, c.x) && Arrays.equals(y, c.y);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(x)) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return "Curve[" + name + ", " + x.length + " points]";
    }
}
