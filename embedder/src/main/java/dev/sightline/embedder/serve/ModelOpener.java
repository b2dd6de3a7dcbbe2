package dev.sightline.embedder.serve;

import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.embedder.describe.Describer;

/** Loads describers that the models topic names. */
@FunctionalInterface
public interface ModelOpener {
    /**
     * A describer that has been tried out; the caller closes it.
     *
     * @throws UnusableModel when it is not here, is another file than the reference says, or describes badly
     */
    Describer open(ModelReference wanted) throws UnusableModel;
}
