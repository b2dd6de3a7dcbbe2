package dev.sightline.trainer.sample;

import java.util.Map;

/**
 * How a batch draws from several sites. Without balance the largest data set rules, and the network learns its cameras.
 * An identity seen at several sites counts for the one that has most of its crops.
 */
public sealed interface SiteBalance {

    /** By size: all identities in one pot. */
    record Natural() implements SiteBalance {}

    /** Each batch from one site, so that strangers in it cannot be told apart by camera; sites take turns by share. */
    record OnePerBatch(Map<Integer, Double> shares) implements SiteBalance {
        public OnePerBatch {
            shares = positive(shares);
        }
    }

    /** Each batch from all sites, in these shares. */
    record Mixed(Map<Integer, Double> shares) implements SiteBalance {
        public Mixed {
            shares = positive(shares);
        }
    }

    /** Sites take turns, all alike. */
    static SiteBalance onePerBatch() {
        return new OnePerBatch(Map.of());
    }

    /** All sites alike in every batch. */
    static SiteBalance mixed() {
        return new Mixed(Map.of());
    }

    private static Map<Integer, Double> positive(Map<Integer, Double> shares) {
        shares.forEach((site, share) -> {
            if (!(share > 0) || Double.isInfinite(share)) {
                throw new IllegalArgumentException("Share " + share + " of site " + site
                        + " is not allowed: use a number above 0, and leave the crops of a site out to skip it");
            }
        });
        return Map.copyOf(shares);
    }
}
