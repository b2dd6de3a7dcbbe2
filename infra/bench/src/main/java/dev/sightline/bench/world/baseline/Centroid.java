package dev.sightline.bench.world.baseline;

/** One identity as an exponential moving average of what was linked to it, and when and where it was last seen. */
final class Centroid {
    private final String identity;
    private final double alpha;
    private float[] mean;
    private SeenTracklet last;

    /** @param alpha what a new tracklet counts, 0..1 */
    Centroid(String identity, SeenTracklet first, float[] mean, double alpha) {
        this.identity = identity;
        this.alpha = alpha;
        this.mean = mean.clone();
        this.last = first;
    }

    String identity() {
        return identity;
    }

    SeenTracklet last() {
        return last;
    }

    double cosine(float[] other) {
        return Vectors.cosine(mean, other);
    }

    void add(SeenTracklet tracklet, float[] seen) {
        mean = Vectors.blend(mean, seen, alpha);
        if (tracklet.endUs() >= last.endUs()) {
            last = tracklet;
        }
    }
}
