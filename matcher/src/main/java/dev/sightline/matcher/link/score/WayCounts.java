package dev.sightline.matcher.link.score;

/**
 * How long people needed from one camera to another, in bins of the time since they were last seen.
 *
 * @param sure by bin: who came, each by the probability that it was they
 * @param others by bin: who else was known at that moment
 */
public record WayCounts(String fromCamera, String toCamera, double[] sure, double[] others) {
    public WayCounts {
        if (sure.length != others.length) {
            throw new IllegalArgumentException("the way from " + fromCamera + " to " + toCamera + " has " + sure.length
                    + " bins of those who came and " + others.length + " of the others");
        }
        sure = sure.clone();
        others = others.clone();
    }

    @Override
    public double[] sure() {
        return sure.clone();
    }

    @Override
    public double[] others() {
        return others.clone();
    }

    public int bins() {
        return sure.length;
    }

    public double sure(int bin) {
        return sure[bin];
    }

    public double others(int bin) {
        return others[bin];
    }
}
