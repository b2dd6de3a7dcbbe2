package dev.sightline.trainer.graph;

import java.util.List;

/**
 * Which old places a resized axis reads, and with which weights.
 *
 * @param positions one list of old places, as long as the new axis, for each tap
 * @param weights to go with them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record InterpolationWeights(long[][] positions, float[][] weights) {
    static final List<String> MODES = List.of("nearest", "linear", "cubic");
    static final List<String> COORDINATES = List.of("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners");

    /**
     * @param kind nearest, linear or cubic
     * @param coordinates how a new place becomes an old coordinate
     * @param rounding of nearest
     * @param cubic coefficient a of the cubic kernel (Keys 1981)
     */
    record Mode(String kind, String coordinates, String rounding, float cubic) {}

    /** An axis before and after; the scale is the one given, which need not be their ratio. */
    record Axis(long from, long to, float scale) {
        double source(long at, String coordinates) {
            return switch (coordinates) {
                case "half_pixel" -> (at + 0.5) / scale - 0.5;
                case "pytorch_half_pixel" -> to == 1 ? 0 : (at + 0.5) / scale - 0.5;
                case "asymmetric" -> at / (double) scale;
                case "align_corners" -> to == 1 ? 0 : at * (from - 1.0) / (to - 1.0);
                default -> throw new IllegalArgumentException(coordinates);
            };
        }

        long inside(long place) {
            return Math.min(Math.max(place, 0), from - 1);
        }
    }

    static InterpolationWeights of(Axis axis, Mode mode) {
        int taps = switch (mode.kind) {
            case "nearest" -> 1;
            case "linear" -> 2;
            default -> 4;
        };
        InterpolationWeights all =
                new InterpolationWeights(new long[taps][(int) axis.to], new float[taps][(int) axis.to]);
        for (int i = 0; i < axis.to; i++) {
            all.set(i, axis, mode);
        }
        return all;
    }

    private void set(int i, Axis axis, Mode mode) {
        double x = axis.source(i, mode.coordinates);
        switch (mode.kind) {
            case "nearest" -> put(0, i, axis.inside(rounded(x, mode.rounding)), 1);
            case "linear" -> {
                double held = Math.min(Math.max(x, 0), axis.from - 1.0);
                long below = (long) Math.floor(held);
                put(0, i, below, 1 - (held - below));
                put(1, i, axis.inside(below + 1), held - below);
            }
            default -> {
                long below = (long) Math.floor(x);
                for (int tap = 0; tap < 4; tap++) {
                    put(tap, i, axis.inside(below - 1 + tap), cubic(x - (below - 1 + tap), mode.cubic));
                }
            }
        }
    }

    private void put(int tap, int i, long position, double weight) {
        positions[tap][i] = position;
        weights[tap][i] = (float) weight;
    }

    private static long rounded(double x, String rounding) {
        return (long)
                switch (rounding) {
                    case "floor" -> Math.floor(x);
                    case "ceil" -> Math.ceil(x);
                    case "round_prefer_ceil" -> Math.floor(x + 0.5);
                    default -> Math.ceil(x - 0.5);
                };
    }

    private static double cubic(double distance, double a) {
        double d = Math.abs(distance);
        if (d <= 1) {
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        }
        return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }
}
