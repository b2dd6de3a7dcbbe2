package dev.sightline.rollout;

/**
 * What became of stored exemplars.
 *
 * @param described re-embedded from their crops
 * @param known described by the model before, so nothing was to do
 * @param withoutCrop their crop is gone or was never kept; the person is recognized by other exemplars, or later
 */
public record ReembeddingCount(long described, long known, long withoutCrop) {
    static final ReembeddingCount NOTHING = new ReembeddingCount(0, 0, 0);

    ReembeddingCount plus(ReembeddingCount more) {
        return new ReembeddingCount(described + more.described, known + more.known, withoutCrop + more.withoutCrop);
    }

    long all() {
        return described + known + withoutCrop;
    }
}
