package dev.sightline.trainer.network;

/** How a feature map [batch, channels, height, width] becomes one vector a picture. */
public enum FeaturePooling {
    /** The mean over all places: what most networks were trained with. */
    AVERAGE(1),
    /** Mean plus maximum, same dimension. */
    AVERAGE_PLUS_MAX(1),
    /** Mean and maximum side by side, twice the dimension. */
    AVERAGE_AND_MAX(2),
    /**
     * Generalized mean (Radenovic et al., Fine-tuning CNN Image Retrieval with No Human Annotation, eq. 3):
     * (mean of x^p)^(1/p) with a learned p that starts at 3. Values below 1e-6 count as 1e-6, so it fits feature maps
     * behind a ReLU; on those that go below zero it loses half of what they say.
     */
    GENERALIZED_MEAN(1);

    private final int vectors;

    FeaturePooling(int vectors) {
        this.vectors = vectors;
    }

    int dimension(int channels) {
        return channels * vectors;
    }
}
