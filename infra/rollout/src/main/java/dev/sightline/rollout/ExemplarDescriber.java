package dev.sightline.rollout;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.problem.UserError;
import java.util.List;
import java.util.Optional;

/**
 * Describes stored crops by a model that is being brought in. Passed in, so that promotion needs no embedder. Safe for
 * several threads.
 */
public interface ExemplarDescriber extends AutoCloseable {
    /**
     * One stored crop.
     *
     * @param jpeg a person, or an aligned face
     * @param quality carried over to the descriptor, 0..1
     */
    record Crop(byte[] jpeg, float quality) {}

    /** Loads a package and tries it out, as an embedder does before it lets it serve. */
    @FunctionalInterface
    interface Opener {
        /** @throws UserError when the package describes badly; the message says what to do */
        ExemplarDescriber open(ModelPackage model);
    }

    /** Manifest "id@version" of the descriptors. */
    String modelId();

    /** Descriptors in order; empty where the crop is no whole picture or shows nothing to describe. */
    List<Optional<UnitVector>> describe(List<Crop> crops);

    @Override
    void close();
}
