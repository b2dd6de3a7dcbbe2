package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a tracklet is searched by, in one modality.
 *
 * @param modality body or face
 * @param mean of all described crops, weighted by quality
 * @param bestCrop the single crop of the highest quality; the mean where no crop travelled along
 * @param crops described crops behind the mean
 */
public record Probe(Modality modality, UnitVector mean, UnitVector bestCrop, int crops) {
    /** The probes of an update, one per modality and model. */
    public static List<Probe> of(TrackletUpdate update) {
        List<Probe> probes = new ArrayList<>();
        for (ModalityMean mean : update.getMeansList()) {
            UnitVector vector = UnitVector.of(mean.getVector()).rounded();
            probes.add(
                    new Probe(mean.getModality(), vector, best(update, mean.getModality(), vector), mean.getCount()));
        }
        return List.copyOf(probes);
    }

    /** What an identity keeps of a tracklet: its exemplars, and their mean. */
    public static List<Probe> of(Identity identity, String trackletId) {
        Map<Modality, List<UnitVector>> kept = new TreeMap<>();
        identity.exemplarsOf(trackletId).stream()
                .sorted(Comparator.comparingDouble(e -> -e.vector().quality()))
                .forEach(e -> kept.computeIfAbsent(e.modality(), m -> new ArrayList<>())
                        .add(e.vector()));
        List<Probe> probes = new ArrayList<>();
        kept.forEach((modality, vectors) -> {
            UnitVector best = vectors.get(0);
            List<UnitVector> alike = vectors.stream()
                    .filter(v -> v.modelId().equals(best.modelId()))
                    .toList();
            probes.add(new Probe(modality, UnitVector.mean(alike).rounded(), best, alike.size()));
        });
        return probes;
    }

    /** What is compared with exemplars: the calibration decides whether it speaks of means or of crops. */
    public UnitVector against(boolean crops) {
        return crops ? bestCrop : mean;
    }

    private static UnitVector best(TrackletUpdate update, Modality modality, UnitVector mean) {
        return update.getExemplarsList().stream()
                .filter(e -> e.getModality() == modality && SameModel.of(e.getVector(), mean))
                .max(Comparator.comparingDouble(Exemplar::getQuality))
                .map(e -> UnitVector.of(e.getVector()).rounded())
                .orElse(mean);
    }
}
