package dev.sightline.trainer.adapt;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.List;

/**
 * How much of what one model saw in crops another still sees: the correlation of the cosines of all pairs, 1 where both
 * order all pairs alike. Bounds what a model forgets where nothing of its old sites is at hand.
 */
public final class Agreement {
    private static final int MOST = 400;

    private Agreement() {}

    /**
     * Of the same crops in the same order; at most 400, evenly taken.
     *
     * @return -1 to 1; 1 for fewer than three crops
     */
    public static double of(List<LabeledDescriptor> one, List<LabeledDescriptor> other) {
        if (one.size() != other.size()) {
            throw new IllegalArgumentException(
                    one.size() + " and " + other.size() + " descriptors are not of the same crops");
        }
        int step = Math.max(1, (one.size() + MOST - 1) / MOST);
        Sums sums = new Sums();
        for (int i = 0; i < one.size(); i += step) {
            for (int j = 0; j < i; j += step) {
                sums.add(
                        one.get(i).vector().cosine(one.get(j).vector()),
                        other.get(i).vector().cosine(other.get(j).vector()));
            }
        }
        return sums.correlation();
    }

    private static final class Sums {
        private long n;
        private double x;
        private double y;
        private double xx;
        private double yy;
        private double xy;

        void add(double a, double b) {
            n++;
            x += a;
            y += b;
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }

        double correlation() {
            double spread = Math.sqrt((xx - x * x / n) * (yy - y * y / n));
            return n < 3 || !(spread > 0) ? 1 : (xy - x * y / n) / spread;
        }
    }
}
