package dev.sightline.matcher.track;

/**
 * Kalman filter of a box: center, width and height with their velocities. All noise scales with the height of the
 * box, so near and far people are treated alike. Immutable: prediction for a look ahead leaves the state at the last
 * sight, so an unseen stretch is one step however many frames it had.
 */
record BoxFilter(AxisFilter x, AxisFilter y, AxisFilter width, AxisFilter height) {
    private static final int DIMENSIONS = 4;

    static BoxFilter first(Rect box, MotionPolicy policy) {
        double h = box.height();
        return new BoxFilter(
                AxisFilter.first(box.x(), square(policy.positionNoise() * h), policy.speed() * h),
                AxisFilter.first(box.y(), square(policy.positionNoise() * h), policy.speed() * h),
                AxisFilter.first(box.width(), square(policy.sizeNoise() * h), policy.growth() * h),
                AxisFilter.first(box.height(), square(policy.sizeNoise() * h), policy.growth() * h));
    }

    BoxFilter predict(double seconds, MotionPolicy policy) {
        double h = scale();
        Drift walk = Drift.over(seconds, policy.speed() * h, policy.memorySeconds());
        Drift grow = Drift.over(seconds, policy.growth() * h, policy.memorySeconds());
        return new BoxFilter(x.predict(walk), y.predict(walk), width.predict(grow), height.predict(grow));
    }

    BoxFilter update(Rect box, double noiseFactor, MotionPolicy policy) {
        double h = scale();
        double position = square(policy.positionNoise() * h * noiseFactor);
        double size = square(policy.sizeNoise() * h * noiseFactor);
        return new BoxFilter(
                x.update(box.x(), position),
                y.update(box.y(), position),
                width.update(box.width(), size),
                height.update(box.height(), size));
    }

    Rect box() {
        return new Rect(x.position(), y.position(), Math.max(1, width.position()), Math.max(1, height.position()));
    }

    /** Squared Mahalanobis distance of a measured box from this prediction, four degrees of freedom. */
    double distance(Rect box, MotionPolicy policy) {
        double position = square(policy.positionNoise() * scale());
        double size = square(policy.sizeNoise() * scale());
        return square(box.x() - x.position()) / (x.pp() + position)
                + square(box.y() - y.position()) / (y.pp() + position)
                + square(box.width() - width.position()) / (width.pp() + size)
                + square(box.height() - height.position()) / (height.pp() + size);
    }

    /**
     * Natural logarithm of the likelihood of a measured box under this prediction: a Student t density, whose heavy
     * tails forgive the jumps of half-occluded boxes. Unit: 1/px^4.
     */
    double logLikelihood(Rect box, MotionPolicy policy) {
        double position = square(policy.positionNoise() * scale());
        double size = square(policy.sizeNoise() * scale());
        double volume = (x.pp() + position) * (y.pp() + position) * (width.pp() + size) * (height.pp() + size);
        double nu = policy.tail();
        return logNormalizer(nu)
                - 0.5 * StrictMath.log(volume)
                - (nu + DIMENSIONS) / 2 * StrictMath.log1p(distance(box, policy) / nu);
    }

    /** Of the four-dimensional t density: Gamma((nu+4)/2) / (Gamma(nu/2) (nu pi)^2), with the recurrence of Gamma. */
    private static double logNormalizer(double nu) {
        return StrictMath.log((nu / 2 + 1) * (nu / 2)) - 2 * StrictMath.log(nu * Math.PI);
    }

    private double scale() {
        return Math.max(1, height.position());
    }

    private static double square(double v) {
        return v * v;
    }
}
