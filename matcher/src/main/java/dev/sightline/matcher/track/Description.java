package dev.sightline.matcher.track;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Exemplar;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one crop: the descriptor that counts at its capture time and, while another model is being brought
 * in, that model's beside it. The two are never compared with each other.
 *
 * @param next of another model than {@code vector}
 */
record Description(UnitVector vector, @Nullable UnitVector next) {

    /**
     * @return empty when the detection was not described
     * @throws IllegalArgumentException when a descriptor is no unit vector
     */
    static Optional<Description> of(Detection detection) {
        if (!detection.hasVector()) {
            return Optional.empty();
        }
        UnitVector vector = UnitVector.of(detection.getVector());
        UnitVector next = detection.hasNextVector() ? UnitVector.of(detection.getNextVector()) : null;
        boolean another = next != null && !next.modelId().equals(vector.modelId());
        return Optional.of(new Description(vector, another ? next : null));
    }

    /** Of an exemplar, which is always described. */
    static Description of(Exemplar exemplar) {
        return new Description(
                UnitVector.of(exemplar.getVector()),
                exemplar.hasNextVector() ? UnitVector.of(exemplar.getNextVector()) : null);
    }

    /** The same crop as the next model sees it, as if that model served already. */
    static Exemplar byNextModel(Exemplar exemplar) {
        return exemplar.toBuilder()
                .setVector(exemplar.getNextVector())
                .clearNextVector()
                .build();
    }
}
