package dev.sightline.matcher.link;

/**
 * How near an identity's exemplars are, by squared L2; infinite where it has none.
 *
 * @param across exemplars of other cameras: the nearest camera's
 * @param within exemplars of the tracklet's own camera
 */
record Nearness(double across, double within) {
    static final Nearness NONE = new Nearness(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    Nearness with(double distance, boolean sameCamera) {
        return sameCamera
                ? new Nearness(across, Math.min(within, distance))
                : new Nearness(Math.min(across, distance), within);
    }

    boolean hasAcross() {
        return across < Double.POSITIVE_INFINITY;
    }

    boolean hasWithin() {
        return within < Double.POSITIVE_INFINITY;
    }
}
