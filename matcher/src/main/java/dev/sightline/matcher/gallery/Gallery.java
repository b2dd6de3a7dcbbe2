package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;

/**
 * The exemplars of many identities in one modality and of one descriptor model, searched for the identities nearest to a
 * probe. One thread at a time.
 *
 * <p>An identity's distance is the mean over its few nearest exemplars, not the least one: a single lucky exemplar among
 * many would raise the false match rate with every exemplar kept, while the calibration counts single comparisons.
 */
public interface Gallery {
    /** How many of an identity's nearest exemplars its distance is the mean of. */
    int NEAREST_EXEMPLARS = 2;

    /**
     * Sets what an identity is recognized by, replacing what was there; an empty list removes it.
     *
     * @throws dev.sightline.contracts.descriptor.IncomparableDescriptors for a vector of another model
     */
    void put(String identityId, List<UnitVector> exemplars);

    /** Forgets an identity; nothing happens when it is not there. */
    void remove(String identityId);

    /**
     * The nearest identities, nearest first, ties by id.
     *
     * @param limit at most so many
     * @throws dev.sightline.contracts.descriptor.IncomparableDescriptors for a probe of another model
     */
    List<Match> nearest(UnitVector probe, int limit);

    /** Identities with at least one exemplar here. */
    int size();

    /** The exact index for vectors like {@code example}, in the fastest form this runtime offers. */
    static Gallery exact(UnitVector example) {
        return new ExactGallery(example, DotProduct.fastest());
    }
}
