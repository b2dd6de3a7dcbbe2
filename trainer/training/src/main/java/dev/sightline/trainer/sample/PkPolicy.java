package dev.sightline.trainer.sample;

/**
 * The shape of batches.
 *
 * @param identities P, per batch
 * @param crops K, per identity; an identity with fewer repeats some
 * @param balance over sites
 * @param batches per epoch; 0 for as many as it takes to see about every crop once
 */
public record PkPolicy(int identities, int crops, SiteBalance balance, int batches) {

    public PkPolicy {
        if (identities < 2) {
            throw new IllegalArgumentException("identities " + identities
                    + " per batch is not allowed: use 2 or more, so that there are strangers");
        }
        if (crops < 1) {
            throw new IllegalArgumentException(
                    "crops " + crops + " per identity is not allowed: use 1 or more, 2 or more for metric losses");
        }
        if (batches < 0) {
            throw new IllegalArgumentException(
                    "batches " + batches + " per epoch is not allowed: use 0 (about every crop once) or more");
        }
    }

    /** Without balance over sites, about every crop once. */
    public static PkPolicy of(int identities, int crops) {
        return new PkPolicy(identities, crops, new SiteBalance.Natural(), 0);
    }
}
