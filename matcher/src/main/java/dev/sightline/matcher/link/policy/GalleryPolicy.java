package dev.sightline.matcher.link.policy;

import java.time.Duration;

/**
 * What is kept to recognize people by, and for how long (event time).
 *
 * @param perCamera exemplars an identity keeps of one camera, modality and model
 * @param perModality exemplars an identity keeps of one modality and model
 * @param minQuality least quality of an exemplar of a linked tracklet, 0..1
 * @param strictness a linked tracklet adds exemplars only under the threshold of this fraction of the link's false
 *     match rate: an identity must not drift from one look-alike to the next
 * @param sameCamera within one camera different people share light and background and look more alike, and a person who comes
 *     back looks the same: the false match rate is multiplied by this, 0..1, or by as little as its square root once the site
 *     knows its own strangers
 * @param bodyLife body exemplars go after this long: people change clothes
 * @param faceLife face exemplars go after this long
 */
public record GalleryPolicy(
        int perCamera,
        int perModality,
        double minQuality,
        double strictness,
        double sameCamera,
        Duration bodyLife,
        Duration faceLife) {
    public GalleryPolicy {
        if (perCamera < 1 || perModality < perCamera) {
            throw new IllegalArgumentException("gallery perCamera is " + perCamera + " and perModality " + perModality
                    + "; allowed: at least 1, and perModality at least perCamera");
        }
        if (!(minQuality >= 0 && minQuality <= 1) || !(strictness > 0 && strictness <= 1)) {
            throw new IllegalArgumentException("gallery minQuality is " + minQuality + " and strictness " + strictness
                    + "; allowed: 0 to 1, strictness above 0");
        }
        if (!(sameCamera > 0 && sameCamera <= 1)) {
            throw new IllegalArgumentException("gallery sameCamera is " + sameCamera
                    + "; allowed: above 0, at most 1 (no stricter than across cameras)");
        }
        if (bodyLife.isNegative() || faceLife.compareTo(bodyLife) < 0) {
            throw new IllegalArgumentException("gallery bodyLife is " + bodyLife + " and faceLife " + faceLife
                    + "; allowed: not negative, faces at least as long as bodies");
        }
    }

    static GalleryPolicy defaults() {
        return new GalleryPolicy(6, 18, 0.3, 0.3, 0.01, Duration.ofHours(8), Duration.ofDays(30));
    }
}
