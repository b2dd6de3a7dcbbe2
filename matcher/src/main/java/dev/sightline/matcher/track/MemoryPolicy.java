package dev.sightline.matcher.track;

/**
 * What a tracklet remembers of a person's appearance. Kept small: it is part of the state that is written at each commit.
 *
 * @param exemplars most exemplars per modality
 * @param maximumCropBytes a larger crop is left out of its exemplar
 * @param minimumQuality descriptors below neither become exemplars nor enter the mean
 * @param refreshSeconds shortest event time between two updates of one tracklet
 */
public record MemoryPolicy(int exemplars, int maximumCropBytes, double minimumQuality, double refreshSeconds) {

    public MemoryPolicy {
        Ranges.require("memory.exemplars", exemplars, 1, 100);
        Ranges.require("memory.maximumCropBytes", maximumCropBytes, 0, 1 << 20);
        Ranges.require("memory.minimumQuality", minimumQuality, 0, 1);
        Ranges.require("memory.refreshSeconds", refreshSeconds, 0, 3600);
    }

    public static MemoryPolicy defaults() {
        return new MemoryPolicy(5, 16 * 1024, 0.05, 1);
    }
}
