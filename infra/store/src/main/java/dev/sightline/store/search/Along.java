package dev.sightline.store.search;

/**
 * What lies far along a direction, and what lies along it in general.
 *
 * @param farthest the sightings with the greatest cosines
 * @param sample cosines of sightings that were taken evenly from all that were compared; of each where they are few
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out.
public record Along(Likes farthest, double[] sample) {
    public Along {
        sample = sample.clone();
    }

    @Override
    public double[] sample() {
        return sample.clone();
    }
}
