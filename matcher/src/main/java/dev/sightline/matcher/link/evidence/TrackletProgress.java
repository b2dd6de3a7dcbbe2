package dev.sightline.matcher.link.evidence;

import java.time.Duration;

/**
 * How much a tracklet has shown.
 *
 * @param crops described crops of good quality, in the modality that has most
 * @param confirmations updates that brought enough good crops, new ones each time
 * @param mayCreate it may create an identity
 * @param closing no more will come
 * @param waited event time since its first update
 */
public record TrackletProgress(int crops, int confirmations, boolean mayCreate, boolean closing, Duration waited) {
    /** Enough to be compared at all. */
    public boolean enough() {
        return confirmations > 0;
    }
}
