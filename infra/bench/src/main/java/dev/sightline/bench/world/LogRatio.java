package dev.sightline.bench.world;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.ScoreDistribution;

/** What a cosine says for or against one person, in nats: the ratio of the densities that a calibration measured. */
final class LogRatio {
    private static final double HALF_WINDOW = 0.03;
    private static final double LIMIT = 10;

    private final Calibration calibration;

    LogRatio(Calibration calibration) {
        this.calibration = calibration;
    }

    double of(double cosine) {
        double genuine = share(calibration.genuine(), cosine);
        double impostor = share(calibration.impostor(), cosine);
        return Math.max(-LIMIT, Math.min(LIMIT, Math.log(genuine / impostor)));
    }

    /** Share of scores near {@code cosine}, never none. */
    private static double share(ScoreDistribution scores, double cosine) {
        double inside = scores.shareAtLeast(cosine - HALF_WINDOW) - scores.shareAtLeast(cosine + HALF_WINDOW);
        return Math.max(0, inside) + 1.0 / scores.count();
    }
}
