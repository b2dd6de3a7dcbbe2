package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.gallery.NearestMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Distances outside the index, computed as the index does.
 *
 * @param cameraId of the probe
 * @param without the tracklet whose exemplars do not count
 */
public record Distances(String cameraId, String without) {
    /** How near an identity is by the exemplars that count; empty when there are none of the probe's kind. */
    public Optional<Match> toNearest(Modality modality, UnitVector probe, Identity identity) {
        Map<String, List<UnitVector>> byCamera = new TreeMap<>();
        for (KeptExemplar exemplar : identity.exemplars()) {
            if (exemplar.modality() == modality
                    && !exemplar.trackletId().equals(without)
                    && SameModel.of(exemplar.vector(), probe)) {
                byCamera.computeIfAbsent(exemplar.cameraId(), c -> new ArrayList<>())
                        .add(exemplar.vector());
            }
        }
        double across = Double.POSITIVE_INFINITY;
        double within = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, List<UnitVector>> camera : byCamera.entrySet()) {
            double distance = toNearest(probe, camera.getValue());
            if (camera.getKey().equals(cameraId)) {
                within = distance;
            } else {
                across = Math.min(across, distance);
            }
        }
        return byCamera.isEmpty() ? Optional.empty() : Optional.of(new Match(identity.id(), across, within));
    }

    /** Mean squared distance to the nearest few exemplars; infinite when there are none. */
    public static double toNearest(UnitVector probe, List<UnitVector> exemplars) {
        if (exemplars.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double[] cosines = new double[exemplars.size()];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = probe.cosine(exemplars.get(i));
        }
        return NearestMean.squaredDistance(cosines);
    }
}
