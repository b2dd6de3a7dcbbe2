package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;
import java.util.Optional;

/**
 * The exemplars of many identities in one modality and of one descriptor model, searched for the identities nearest to a
 * probe. One thread at a time.
 *
 * <p>Exemplars come in groups, one for each camera, because looks within one camera and across cameras are measured by
 * different scales. Within a group an identity's distance is the mean over its few nearest exemplars, not the least one:
 * a single lucky exemplar among many would raise the false match rate with every exemplar kept, while the calibration
 * counts single comparisons.
 *
 * <p>What is found depends on what the gallery holds, never on the order in which it came: a gallery restored from its
 * state answers to the last bit as the one that was lost.
 */
public interface Gallery {
    /** How many of a group's nearest exemplars its distance is the mean of. */
    int NEAREST_EXEMPLARS = 2;

    /** The group of a probe that shares a camera with no exemplar: every exemplar is across. */
    int NO_GROUP = -1;

    /**
     * Sets what an identity is recognized by, replacing what was there; an empty list removes it.
     *
     * @throws dev.sightline.contracts.descriptor.IncomparableDescriptors for a vector of another model
     */
    void put(String identityId, List<Row> rows);

    /** Forgets an identity and overwrites its values; nothing happens when it is not there. */
    void remove(String identityId);

    /**
     * The nearest identities.
     *
     * @throws dev.sightline.contracts.descriptor.IncomparableDescriptors for a probe of another model
     */
    Neighbors nearest(Search search);

    /** The answers to several searches, equal to those of one search after the other and cheaper. */
    List<Neighbors> nearest(List<Search> searches);

    /**
     * Whether it is too large for a processor's cache: then reading it is most of a search, and several at once cost little more
     * than one.
     */
    boolean isLarge();

    /**
     * Searches beforehand, all at once, what will be asked soon. It changes nothing of what is found: a search that was
     * foreseen is answered by what was found then and by whose exemplars changed since, one that was not is made.
     *
     * @param searches the limit is how far is looked: the wider, the surer a search with a smaller one is answered
     */
    void foresee(List<Search> searches);

    /** Whether a search for the same probe from the same camera was foreseen, and is remembered. */
    boolean hasForeseen(Search search);

    /** How near one identity is, exactly; empty when it is not here. */
    Optional<Match> distances(UnitVector probe, int group, String identityId);

    /** Identities with at least one exemplar here. */
    int size();

    /** Exemplars of all identities. */
    int rows();

    /** The exact index for vectors like {@code example}, in the fastest form this runtime offers. */
    static Gallery exact(UnitVector example) {
        return new ExactGallery(example, BlockScan.fastest(example.dimension()));
    }
}
