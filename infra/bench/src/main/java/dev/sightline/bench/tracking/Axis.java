package dev.sightline.bench.tracking;

/**
 * Kalman filter of one coordinate with its velocity, one frame a step. The filters of SORT and ByteTrack have no noise
 * between coordinates, so they are several of these, exactly.
 *
 * @param position value
 * @param velocity per frame
 * @param pp variance of the position
 * @param pv covariance
 * @param vv variance of the velocity
 */
record Axis(double position, double velocity, double pp, double pv, double vv) {

    static Axis first(double position, double pp, double vv) {
        return new Axis(position, 0, pp, 0, vv);
    }

    Axis predict(double positionNoise, double velocityNoise) {
        return new Axis(position + velocity, velocity, pp + 2 * pv + vv + positionNoise, pv + vv, vv + velocityNoise);
    }

    Axis update(double measured, double noise) {
        double gain = pp / (pp + noise);
        double velocityGain = pv / (pp + noise);
        double surprise = measured - position;
        return new Axis(
                position + gain * surprise,
                velocity + velocityGain * surprise,
                (1 - gain) * pp,
                (1 - gain) * pv,
                vv - velocityGain * pv);
    }

    Axis still() {
        return new Axis(position, 0, pp, pv, vv);
    }
}
