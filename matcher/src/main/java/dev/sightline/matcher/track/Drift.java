package dev.sightline.matcher.track;

/**
 * How far one coordinate may wander in a given time: an integrated Ornstein-Uhlenbeck process. The velocity keeps a
 * standard deviation {@code speed} in the long run and forgets its direction with time constant {@code memory}, so the
 * uncertainty of an unseen person grows like a walk (bounded speed), where the usual white-acceleration model would
 * grow it with the third power of time. The step is any length of time: irregular and low frame rates need nothing
 * special, and predicting twice equals predicting once.
 *
 * <p>Source: Uhlenbeck and Ornstein, "On the theory of the Brownian motion" (1930); discrete form as in the Singer
 * model (1970) one derivative lower.
 *
 * @param travel factor of the velocity in the new position, seconds
 * @param keep factor of the velocity in the new velocity, 0..1
 * @param positionNoise added position variance, px^2
 * @param crossNoise added covariance, px^2/s
 * @param velocityNoise added velocity variance, px^2/s^2
 */
record Drift(double travel, double keep, double positionNoise, double crossNoise, double velocityNoise) {

    /**
     * @param seconds length of the step, at least 0
     * @param speed long-run standard deviation of the velocity, px/s
     * @param memory time constant of the velocity, seconds
     */
    static Drift over(double seconds, double speed, double memory) {
        double decay = StrictMath.exp(-seconds / memory);
        double power = speed * speed;
        double forgotten = 1 - decay;
        double travel = memory * forgotten;
        double position = 2 * power * memory * (seconds - 2 * travel + memory * (1 - decay * decay) / 2);
        return new Drift(
                travel,
                decay,
                Math.max(0, position),
                power * memory * forgotten * forgotten,
                power * (1 - decay * decay));
    }
}
