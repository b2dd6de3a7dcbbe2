package dev.sightline.contracts.calibration;

/** What is compared with what. Their impostor distributions differ widely, so each has a calibration of its own. */
public enum Comparison {
    /** One crop with one crop. */
    CROP_CROP("crop-crop"),
    /** The mean of a tracklet with one crop kept as an exemplar. */
    TRACKLET_EXEMPLAR("tracklet-exemplar"),
    /** The mean of a tracklet with the mean of another. */
    TRACKLET_TRACKLET("tracklet-tracklet");

    private final String label;

    Comparison(String label) {
        this.label = label;
    }

    /** The name in manifests and evidence. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException for an unknown label */
    public static Comparison ofLabel(String label) {
        for (Comparison c : values()) {
            if (c.label.equals(label)) {
                return c;
            }
        }
        throw new IllegalArgumentException(
                "comparison '" + label + "' is unknown; allowed: crop-crop, tracklet-exemplar, tracklet-tracklet");
    }
}
