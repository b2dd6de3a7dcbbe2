package dev.sightline.embedder.motion;

/** Sums along one side of a picture, and how far two of them are shifted. */
final class Profile {
    private Profile() {}

    static double[] columns(SmallPicture picture) {
        double[] sums = new double[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < sums.length; x++) {
                sums[x] += picture.at(x, y);
            }
        }
        return slopes(sums);
    }

    static double[] rows(SmallPicture picture) {
        double[] sums = new double[picture.height()];
        for (int y = 0; y < sums.length; y++) {
            for (int x = 0; x < picture.width(); x++) {
                sums[y] += picture.at(x, y);
            }
        }
        return slopes(sums);
    }

    /** Of slopes rather than sums: what comes in and goes out at the other side changes all sums alike. */
    private static double[] slopes(double[] sums) {
        double[] slopes = new double[sums.length - 1];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = sums[i + 1] - sums[i];
        }
        return slopes;
    }

    /** The shift with the least mean squared difference of what both have. */
    static int shift(double[] before, double[] now, double share) {
        int most = (int) (before.length * share);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int shift = -most; shift <= most; shift++) {
            double sum = 0;
            int from = Math.max(0, -shift);
            int to = Math.min(before.length, before.length - shift);
            for (int i = from; i < to; i++) {
                double d = before[i] - now[i + shift];
                sum += d * d;
            }
            double mean = sum / (to - from);
            if (mean < least) {
                least = mean;
                best = shift;
            }
        }
        return best;
    }
}
