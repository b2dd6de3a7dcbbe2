package dev.sightline.contracts.calibration;

import java.util.Objects;

/**
 * What the scores of a model mean at one site, with strangers of one camera kept apart from those of two: people in one
 * light look more alike than people in two, and how much depends on the site.
 *
 * @param site where it was measured
 * @param pairs which pairs of strangers; genuine pairs are of two cameras either way
 * @param calibration the curve
 */
public record SiteCurve(String site, Pairs pairs, Calibration calibration) {

    /** Where the two crops of a pair were taken. */
    public enum Pairs {
        /** Both by one camera. */
        SAME_CAMERA("same-camera"),
        /** By two cameras. */
        TWO_CAMERAS("two-cameras");

        private final String label;

        Pairs(String label) {
            this.label = label;
        }

        /** The name in packages. */
        public String label() {
            return label;
        }
    }

    public SiteCurve {
        Objects.requireNonNull(pairs);
        Objects.requireNonNull(calibration);
        if (site.isBlank()) {
            throw new IllegalArgumentException("a curve needs the name of its site");
        }
    }

    /** Whether two curves say the same kind of thing of one site, so that one stands in for the other. */
    public boolean replaces(SiteCurve other) {
        return site.equals(other.site)
                && pairs == other.pairs
                && calibration.comparison() == other.calibration.comparison();
    }
}
