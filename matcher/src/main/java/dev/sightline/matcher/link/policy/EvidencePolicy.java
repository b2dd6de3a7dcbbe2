package dev.sightline.matcher.link.policy;

/**
 * What is good enough to decide upon.
 *
 * @param minCrops described crops behind a mean
 * @param minQuality mean quality of those crops, 0..1
 * @param createUndescribed a tracklet that no model described still gets an identity of its own, for tracking alone
 */
public record EvidencePolicy(int minCrops, double minQuality, boolean createUndescribed) {
    public EvidencePolicy {
        if (minCrops < 1) {
            throw new IllegalArgumentException("link minCrops is " + minCrops + "; allowed: 1 or more");
        }
        if (!(minQuality >= 0 && minQuality <= 1)) {
            throw new IllegalArgumentException("link minQuality is " + minQuality + "; allowed: 0 to 1");
        }
    }

    static EvidencePolicy defaults() {
        return new EvidencePolicy(3, 0.2, false);
    }
}
