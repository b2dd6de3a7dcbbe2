package dev.sightline.embedder.face;

import dev.sightline.embedder.detect.FivePoints;

/**
 * A similarity transform of the plane, {@code (x, y) -> (a x - b y + tx, b x + a y + ty)}: rotation, one scale, shift.
 *
 * @param a scale times cosine
 * @param b scale times sine
 * @param tx shift
 * @param ty shift
 */
public record Similarity(double a, double b, double tx, double ty) {

    /**
     * The transform that brings {@code from} nearest to {@code to} in the least-squares sense: Umeyama, "Least-squares
     * estimation of transformation parameters between two point patterns", PAMI 1991. In the plane and without
     * reflection its singular value decomposition has this closed form.
     *
     * @throws IllegalArgumentException when all points of {@code from} are one
     */
    public static Similarity between(FivePoints from, FivePoints to) {
        double fx = 0;
        double fy = 0;
        double gx = 0;
        double gy = 0;
        for (int i = 0; i < FivePoints.COUNT; i++) {
            fx += from.x(i) / FivePoints.COUNT;
            fy += from.y(i) / FivePoints.COUNT;
            gx += to.x(i) / FivePoints.COUNT;
            gy += to.y(i) / FivePoints.COUNT;
        }
        double along = 0;
        double across = 0;
        double spread = 0;
        for (int i = 0; i < FivePoints.COUNT; i++) {
            double px = from.x(i) - fx;
            double py = from.y(i) - fy;
            double qx = to.x(i) - gx;
            double qy = to.y(i) - gy;
            along += px * qx + py * qy;
            across += px * qy - py * qx;
            spread += px * px + py * py;
        }
        if (!(spread > 1e-6)) {
            throw new IllegalArgumentException("five points that coincide give no alignment");
        }
        double a = along / spread;
        double b = across / spread;
        return new Similarity(a, b, gx - a * fx + b * fy, gy - b * fx - a * fy);
    }

    /** Target pixels per source pixel. */
    public double scale() {
        return Math.hypot(a, b);
    }

    public double x(double px, double py) {
        return a * px - b * py + tx;
    }

    public double y(double px, double py) {
        return b * px + a * py + ty;
    }
}
