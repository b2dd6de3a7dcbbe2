package dev.sightline.matcher.track;

/**
 * Kalman filter of one coordinate with its velocity. The four coordinates of a box have independent noise, so four of
 * these are the whole eight-dimensional filter, exactly, without a matrix.
 *
 * @param position px
 * @param velocity px/s
 * @param pp variance of the position
 * @param pv covariance
 * @param vv variance of the velocity
 */
record AxisFilter(double position, double velocity, double pp, double pv, double vv) {

    /** A first measurement: the position as measured, the velocity unknown around zero. */
    static AxisFilter first(double measured, double noise, double speed) {
        return new AxisFilter(measured, 0, noise, 0, speed * speed);
    }

    AxisFilter predict(Drift drift) {
        double a = drift.travel();
        double b = drift.keep();
        return new AxisFilter(
                position + a * velocity,
                b * velocity,
                pp + 2 * a * pv + a * a * vv + drift.positionNoise(),
                b * (pv + a * vv) + drift.crossNoise(),
                b * b * vv + drift.velocityNoise());
    }

    /**
     * @param measured the position seen
     * @param noise variance of the measurement
     */
    AxisFilter update(double measured, double noise) {
        double gain = pp / (pp + noise);
        double velocityGain = pv / (pp + noise);
        double innovation = measured - position;
        return new AxisFilter(
                position + gain * innovation,
                velocity + velocityGain * innovation,
                (1 - gain) * pp,
                (1 - gain) * pv,
                vv - velocityGain * pv);
    }
}
