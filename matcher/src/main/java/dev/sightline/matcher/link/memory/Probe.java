package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.ProbeState;
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
            UnitVector vector = UnitVector.of(mean.getVector());
            probes.add(
                    new Probe(mean.getModality(), vector, best(update, mean.getModality(), vector), mean.getCount()));
        }
        return List.copyOf(probes);
    }

    /** The probes that a tracklet was last compared by. */
    public static List<Probe> of(OpenTracklet tracklet) {
        List<Probe> probes = new ArrayList<>();
        for (ProbeState state : tracklet.getProbesList()) {
            UnitVector mean = UnitVector.of(state.getMean());
            UnitVector best = state.hasBestCrop() ? UnitVector.of(state.getBestCrop()) : mean;
            probes.add(new Probe(state.getModality(), mean, best, state.getCrops()));
        }
        return List.copyOf(probes);
    }

    /** What an identity keeps of a tracklet: its exemplars, and their mean. */
    public static List<ProbeState> of(IdentityState identity, String trackletId) {
        Map<Modality, List<UnitVector>> kept = new TreeMap<>();
        identity.getExemplarsList().stream()
                .filter(e -> e.getTrackletId().equals(trackletId))
                .sorted(Comparator.comparingDouble(e -> -e.getVector().getQuality()))
                .forEach(e -> kept.computeIfAbsent(e.getModality(), m -> new ArrayList<>())
                        .add(UnitVector.of(e.getVector())));
        List<ProbeState> probes = new ArrayList<>();
        kept.forEach((modality, vectors) -> {
            UnitVector best = vectors.get(0);
            List<UnitVector> alike = vectors.stream()
                    .filter(v -> v.modelId().equals(best.modelId()))
                    .toList();
            probes.add(new Probe(modality, UnitVector.mean(alike), best, alike.size()).state());
        });
        return probes;
    }

    public ProbeState state() {
        ProbeState.Builder state = ProbeState.newBuilder()
                .setModality(modality)
                .setMean(mean.toMessage())
                .setCrops(crops);
        return bestCrop == mean
                ? state.build()
                : state.setBestCrop(bestCrop.toMessage()).build();
    }

    /** What is compared with exemplars: the calibration decides whether it speaks of means or of crops. */
    public UnitVector against(boolean crops) {
        return crops ? bestCrop : mean;
    }

    private static UnitVector best(TrackletUpdate update, Modality modality, UnitVector mean) {
        return update.getExemplarsList().stream()
                .filter(e -> e.getModality() == modality && SameModel.of(e.getVector(), mean))
                .max(Comparator.comparingDouble(Exemplar::getQuality))
                .map(e -> UnitVector.of(e.getVector()))
                .orElse(mean);
    }
}
