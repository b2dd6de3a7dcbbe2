package dev.sightline.store.sighting;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.database.Database;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who of all that are recorded, gone from the gallery or not, comes nearest to a descriptor. Looks at every row; for commands. */
public final class NearestIdentities {
    private final Database database;

    public NearestIdentities(Database database) {
        this.database = database;
    }

    /**
     * Somebody near.
     *
     * @param identityId who
     * @param squaredDistance of the nearest exemplar, 2(1-cos)
     * @param lastSeen when last seen
     */
    public record Near(String identityId, double squaredDistance, Instant lastSeen) {}

    /** The nearest, best first; exemplars of other models cannot be compared and are passed over. */
    public List<Near> to(UnitVector vector, Modality modality, int limit) {
        return database.read(em -> {
            Map<String, Near> best = new HashMap<>();
            try (Stream<Tuple> rows = em.createQuery(
                            "select e.key.identityId, e.descriptor, i.lastSeen from ExemplarEntity e, IdentityEntity i"
                                    + " where i.identityId = e.key.identityId and e.modality = :modality"
                                    + " and e.modelId = :model",
                            Tuple.class)
                    .setParameter("modality", modality.name().substring("MODALITY_".length()))
                    .setParameter("model", vector.modelId())
                    .getResultStream()) {
                rows.forEach(row -> best.merge(
                        row.get(0, String.class),
                        near(row, vector),
                        (one, other) -> one.squaredDistance() <= other.squaredDistance() ? one : other));
            }
            return best.values().stream()
                    .sorted(Comparator.comparingDouble(Near::squaredDistance).thenComparing(Near::identityId))
                    .limit(limit)
                    .toList();
        });
    }

    private static Near near(Tuple row, UnitVector vector) {
        Descriptor descriptor = Descriptor.newBuilder()
                .setModelId(vector.modelId())
                .setValues(ByteString.copyFrom(row.get(1, byte[].class)))
                .build();
        return new Near(
                row.get(0, String.class), UnitVector.of(descriptor).squaredDistance(vector), row.get(2, Instant.class));
    }
}
