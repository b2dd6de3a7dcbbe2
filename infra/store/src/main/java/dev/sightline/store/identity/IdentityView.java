package dev.sightline.store.identity;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.crop.CropReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity as lists and pages show it.
 *
 * @param identityId id
 * @param siteId site it belongs to
 * @param state what became of it
 * @param createdAt when it was created; empty while its event is not recorded yet
 * @param mergedInto the identity that absorbed it
 * @param splitFrom the identity it was separated from
 * @param firstSeen begin of its first sighting (without any: its creation)
 * @param lastSeen end of its latest sighting (without any: its creation)
 * @param sightingCount standing sightings
 * @param cameraIds cameras of its standing sightings, in alphabetical order
 * @param bestCrops the crop of the best quality per modality
 */
public record IdentityView(
        String identityId,
        String siteId,
        IdentityState state,
        Optional<Instant> createdAt,
        Optional<String> mergedInto,
        Optional<String> splitFrom,
        Instant firstSeen,
        Instant lastSeen,
        int sightingCount,
        List<String> cameraIds,
        Map<Modality, CropReference> bestCrops) {

    public IdentityView {
        cameraIds = List.copyOf(cameraIds);
        bestCrops = Map.copyOf(bestCrops);
    }

    static IdentityView of(IdentityEntity row, List<String> cameraIds, Map<Modality, CropReference> bestCrops) {
        return new IdentityView(
                row.identityId,
                row.siteId,
                row.state,
                Optional.ofNullable(row.createdAt),
                Optional.ofNullable(row.mergedInto),
                Optional.ofNullable(row.splitFrom),
                row.firstSeen,
                row.lastSeen,
                row.sightingCount,
                cameraIds,
                bestCrops);
    }
}
