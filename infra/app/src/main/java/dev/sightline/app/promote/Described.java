package dev.sightline.app.promote;

/**
 * What became of stored exemplars.
 *
 * @param described described anew from their crops
 * @param known described by the model before, so nothing was to do
 * @param withoutCrop their crop is gone or was never kept; the person is recognised by other exemplars, or later
 */
public record Described(long described, long known, long withoutCrop) {
    static final Described NOTHING = new Described(0, 0, 0);

    Described plus(Described more) {
        return new Described(described + more.described, known + more.known, withoutCrop + more.withoutCrop);
    }

    long all() {
        return described + known + withoutCrop;
    }
}
